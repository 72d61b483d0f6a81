import { beforeEach, describe, expect, test } from 'vitest';
import { cancel } from '../../core/cancel.ts';
import type { LookupAnswer, Submitted } from '../../core/carrier.ts';
import type { MessageId } from '../../core/ids.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Receipt } from '../../core/receipt.ts';
import { createSettleMessage } from '../../lambdas/settle-message/settle-message.ts';
import { aMessage, aReceipt, firstDelivery, messageId, redelivery } from '../support/builders.ts';
import { FakePipeline } from '../support/fake-pipeline.ts';
import { FakeCarrier, FakeReceiptQueue, silentLog } from '../support/fake-ports.ts';

const ambiguous: Outcome<Submitted> = { ok: false, failure: { kind: 'ambiguous', code: 'provider_error' } };
const lost: Outcome<Submitted> = { ok: false, failure: { kind: 'ambiguous', code: 'outcome_unknown' } };
const nothing: LookupAnswer = { kind: 'found', receipts: [] };
const found = (...receipts: Receipt[]): LookupAnswer => ({ kind: 'found', receipts });
const { attemptId: _none, ...anonymous } = aReceipt();
const other: MessageId = `msg_${'0b'.repeat(16)}`;

let pipeline: FakePipeline;
let { clock, messages, statuses, events, queue: lane, reconcile, optOuts }: FakePipeline = new FakePipeline();
let receipts: FakeReceiptQueue;
/** Other messages to the same recipient. */
let others: MessageId[];

beforeEach(() => {
  pipeline = new FakePipeline();
  ({ clock, messages, statuses, events, queue: lane, reconcile, optOuts } = pipeline);
  receipts = new FakeReceiptQueue();
  others = [];
});

const pipelineThrough = (...through: FakeCarrier[]) => {
  const send = pipeline.sender(through);
  const settle = createSettleMessage({
    ...pipeline,
    carriers: new Map(through.map((carrier) => [carrier.name, carrier])),
    clock: clock.now,
    log: silentLog,
    lanes: { otp: lane, transactional: lane, promotional: lane },
    receipts,
    index: {
      page: async () => [messageId, ...others].map((id) => ({ messageId: id, place: '2026-11-01' })),
    },
  });
  return {
    send: (id = messageId, delivery = firstDelivery) => send({ messageId: id, tenant: 'acme' }, delivery),
    settle: (attempt = 1, delivery = firstDelivery) =>
      settle({ messageId, tenant: 'acme', attempt }, delivery),
    ingestAll: async () => {
      for (const receipt of receipts.receipts.splice(0)) await pipeline.ingest(receipt);
    },
  };
};

const accept = (overrides: Partial<OutboundMessage> = {}) => messages.add(aMessage(overrides));
const state = () => statuses.stateOf(messageId);
const delays = () => reconcile.entries.map(({ delaySeconds }) => delaySeconds);

describe('an unknown outcome', () => {
  test('is put where it is settled once the carrier surely knows, and the event says so', async () => {
    await accept();
    await pipelineThrough(new FakeCarrier('twilio', [ambiguous], { lookup: true })).send();
    expect(reconcile.entries).toEqual([
      { entry: { messageId, tenant: 'acme', attempt: 1 }, delaySeconds: 60 },
    ]);
    expect(events.published).toMatchObject([
      { type: 'sms.message.unknown', data: { carrier: 'twilio', attempt: 1, resolution: 'lookup' } },
    ]);
  });

  test('is left alone where nothing can settle it but a receipt', async () => {
    await accept();
    await pipelineThrough(new FakeCarrier('twilio', [ambiguous])).send();
    expect(reconcile.entries).toEqual([]);
    expect(events.published).toMatchObject([{ data: { resolution: 'none' } }]);
  });

  test('of a claim that nobody finished is settled as well', async () => {
    await accept();
    const crash = async () => Promise.reject(new Error('killed'));
    const { send } = pipelineThrough(new FakeCarrier('twilio', [crash], { lookup: true }));
    await expect(send()).rejects.toThrow('killed');
    clock.pass(60);
    await send(messageId, redelivery);
    expect(delays()).toEqual([60]);
    expect(events.published).toMatchObject([{ data: { attempt: 1, resolution: 'lookup' } }]);
  });

  test('is put there again after a crash before it was', async () => {
    await accept();
    const { send } = pipelineThrough(new FakeCarrier('twilio', [ambiguous], { lookup: true }));
    reconcile.failNext = true;
    await expect(send()).rejects.toThrow('queue is down');
    await send(messageId, redelivery);
    expect(delays()).toEqual([60]);
  });
});

describe('a look-up', () => {
  const unknownThrough = async (...answers: LookupAnswer[]) => {
    const carrier = new FakeCarrier('twilio', [ambiguous], { lookup: true });
    carrier.answers.push(...answers);
    const pipeline = pipelineThrough(carrier);
    await pipeline.send();
    clock.pass(60);
    return { ...pipeline, carrier };
  };

  test('that finds the text delivered makes the message delivered', async () => {
    await accept();
    const { settle, ingestAll, carrier } = await unknownThrough(found(anonymous));
    await settle();
    await ingestAll();
    expect(carrier.asked).toMatchObject([{ recipient: '+447700900001', text: 'Your parcel is here.' }]);
    expect(state()).toMatchObject({
      status: 'delivered',
      attempts: [{ result: 'accepted', carrierMessageId: 'c1' }],
    });
    expect(carrier.submitted).toHaveLength(1);
    expect(lane.entries).toEqual([]);
  });

  test('that surely finds nothing lets the text be submitted again, which is no duplicate', async () => {
    await accept();
    const { settle, send, carrier } = await unknownThrough(nothing);
    await settle();
    expect(lane.entries).toEqual([{ entry: { messageId, tenant: 'acme' }, delaySeconds: 0 }]);
    await send();
    expect(carrier.submitted.map(({ attemptId }) => attemptId.at(-1))).toEqual(['1', '2']);
    expect(state()).toMatchObject({
      status: 'sent',
      attempts: [{ result: 'absent' }, { result: 'accepted' }],
    });
    expect(state().possibleDuplicate).toBeUndefined();
    expect(events.ids).toEqual(['1 sms.message.unknown', '2 sms.message.sent']);
  });

  test('that finds nothing is not believed before the carrier surely knows', async () => {
    await accept();
    const carrier = new FakeCarrier('twilio', [ambiguous], { lookup: true });
    const { send, settle } = pipelineThrough(carrier);
    await send();
    clock.pass(59);
    await settle();
    expect(carrier.asked).toEqual([]);
    expect(delays()).toEqual([60, 1]);
    expect(state().status).toBe('unknown');
  });

  test('that finds another message’s text has found nothing', async () => {
    await accept();
    await accept({ messageId: other });
    others = [other];
    const carrier = new FakeCarrier('twilio', [ambiguous], { lookup: true });
    carrier.answers.push(found({ ...anonymous, carrierMessageId: 'c2' }));
    const { send, settle } = pipelineThrough(carrier);
    await send();
    await send(other);
    clock.pass(60);
    await settle();
    expect(state()).toMatchObject({ status: 'accepted', attempts: [{ result: 'absent' }] });
  });

  test('proves nothing where an earlier attempt may be the one that was found', async () => {
    await accept({ policy: 'at-least-once', lane: 'otp' });
    const carrier = new FakeCarrier('twilio', [ambiguous, ambiguous], { lookup: true });
    carrier.answers.push({ kind: 'unclear' }, found(anonymous));
    const { send, settle } = pipelineThrough(carrier);
    await send();
    clock.pass(60);
    await settle();
    await send();
    clock.pass(60);
    await settle(2);
    expect(carrier.asked).toHaveLength(2);
    expect(state()).toMatchObject({ status: 'unknown', attempts: [{}, { result: 'ambiguous' }] });
    expect(receipts.receipts).toEqual([]);
  });

  test('proves nothing where two texts may be the one that was found', async () => {
    await accept();
    await accept({ messageId: other });
    others = [other];
    const carrier = new FakeCarrier('twilio', [ambiguous, ambiguous], { lookup: true });
    carrier.answers.push(found(anonymous), found(anonymous, { ...anonymous, carrierMessageId: 'c9' }));
    const { send, settle } = pipelineThrough(carrier);
    await send();
    await send(other);
    clock.pass(60);
    await settle();
    others = [];
    await settle();
    expect(state().status).toBe('unknown');
    expect(receipts.receipts).toEqual([]);
  });

  test('that finds the attempt of another run, which released the message meanwhile, proves nothing', async () => {
    await accept();
    const { send, settle, carrier } = await unknownThrough(nothing);
    carrier.answers.unshift(async () => {
      await settle();
      await send();
      return found({ ...anonymous, carrierMessageId: 'c2' });
    });
    await settle();
    expect(receipts.receipts).toEqual([]);
    expect(state().attempts).toMatchObject([
      { result: 'absent' },
      { result: 'accepted', carrierMessageId: 'c2' },
    ]);
  });

  test('whose release did not reach the lane puts a message there that was canceled since, to be told of', async () => {
    await accept();
    const { send, settle } = await unknownThrough(nothing);
    lane.failNext = true;
    await expect(settle()).rejects.toThrow('queue is down');
    const released = await statuses.find(messageId);
    if (!released) throw new Error('the row is gone');
    await statuses.save(cancel(released.state, clock.now()), released.revision);
    await settle();
    expect(lane.entries).toHaveLength(1);
    await send();
    expect(events.ids.at(-1)).toBe('2 sms.message.canceled');
  });

  test('whose release did not reach the lane puts a message there that was blocked since, to be told of', async () => {
    await accept();
    const { send, settle } = await unknownThrough(nothing);
    lane.failNext = true;
    await expect(settle()).rejects.toThrow('queue is down');
    const { tenant, recipientHash } = aMessage();
    await optOuts.record(tenant, recipientHash, { since: clock.now().toISOString(), source: 'api' });
    events.failNext = true;
    await expect(send()).rejects.toThrow('bus is down');
    await settle();
    expect(lane.entries).toHaveLength(1);
    await send();
    expect(events.ids.at(-1)).toBe('2 sms.message.blocked');
  });

  test('that is unclear is made again at twice the age, until the policy decides', async () => {
    await accept();
    const { settle, carrier } = await unknownThrough();
    for (let i = 0; i < 5; i += 1) {
      await settle();
      clock.pass(delays().at(-1) ?? 0);
    }
    expect(delays()).toEqual([60, 60, 120, 240, 420]);
    expect(carrier.asked).toHaveLength(5);
    expect(state().status).toBe('unknown');
    expect(lane.entries).toEqual([]);
  });

  test('comes too late for a message that a receipt has settled', async () => {
    await accept();
    const { settle, ingestAll, carrier } = await unknownThrough(nothing);
    receipts.receipts.push(aReceipt());
    await ingestAll();
    await settle();
    expect(carrier.asked).toEqual([]);
    expect(state().status).toBe('delivered');
  });

  test('and a receipt at the same moment lead to no second submit', async () => {
    await accept();
    const { settle, send, ingestAll, carrier } = await unknownThrough(nothing);
    receipts.receipts.push(aReceipt());
    statuses.beforeNextSave = ingestAll;
    await settle();
    await send(messageId, redelivery);
    expect(carrier.submitted).toHaveLength(1);
    expect(state().status).toBe('delivered');
  });

  test('and a crash before the text is back in its lane leave it to the next delivery', async () => {
    await accept();
    const { settle } = await unknownThrough(nothing);
    lane.failNext = true;
    await expect(settle()).rejects.toThrow('queue is down');
    await settle(1, redelivery);
    expect(lane.entries).toHaveLength(1);
  });

  test('of an expired text that was not taken leaves it to expire', async () => {
    await accept({ expiresAt: '2026-11-01T12:00:30.000Z' });
    const { settle, send, carrier } = await unknownThrough(nothing);
    await settle();
    await send();
    expect(state().status).toBe('expired');
    expect(carrier.submitted).toHaveLength(1);
  });

  test('gives a carrier that never takes the text some rounds with growing pauses, and then no more', async () => {
    await accept();
    const carrier = new FakeCarrier(
      'twilio',
      Array.from({ length: 50 }, () => ambiguous),
      { lookup: true },
    );
    carrier.answers.push(...Array.from({ length: 50 }, () => nothing));
    const { send, settle } = pipelineThrough(carrier);
    for (let attempt = 1; attempt <= 30; attempt += 1) {
      await send();
      clock.pass(60);
      await settle(attempt);
      clock.pass(lane.entries.at(-1)?.delaySeconds ?? 0);
    }
    expect(lane.entries.slice(0, 6).map(({ delaySeconds }) => delaySeconds)).toEqual([
      0, 30, 60, 120, 240, 480,
    ]);
    expect(carrier.submitted).toHaveLength(21);
    expect(state().status).toBe('unknown');
  });
});

describe('a carrier that drops doubles', () => {
  const dedupes = { dedupe: true, settleSeconds: 0 };

  test('gets the same submit again, and its answer settles the message', async () => {
    await accept();
    const carrier = new FakeCarrier('http', [lost], dedupes);
    messages.rows.set(messageId, aMessage({ route: { rule: 'all', carrier: 'http', considered: ['http'] } }));
    const { send, settle, ingestAll } = pipelineThrough(carrier);
    await send();
    expect(delays()).toEqual([10]);
    clock.pass(10);
    await settle();
    await ingestAll();
    expect(new Set(carrier.submitted.map(({ attemptId }) => attemptId)).size).toBe(1);
    expect(carrier.submitted).toHaveLength(2);
    expect(state()).toMatchObject({ status: 'sent', attemptCount: 1 });
    expect(state().possibleDuplicate).toBeUndefined();
  });

  test.each([
    ['that has expired', () => clock.pass(86_400)],
    [
      'to somebody who has opted out',
      () => optOuts.record('acme', 'f'.repeat(32), { since: '', source: 'api' }),
    ],
  ])('gets no text again %s', async (_, meanwhile) => {
    await accept();
    const carrier = new FakeCarrier('twilio', [lost], dedupes);
    const { send, settle } = pipelineThrough(carrier);
    await send();
    clock.pass(10);
    await meanwhile();
    await settle();
    expect(carrier.submitted).toHaveLength(1);
    expect(state().status).toBe('unknown');
  });

  test('proves nothing by a no to the second', async () => {
    await accept();
    const refusal: Outcome<Submitted> = {
      ok: false,
      failure: { kind: 'permanent', code: 'invalid_request' },
    };
    const { send, settle } = pipelineThrough(new FakeCarrier('twilio', [lost, refusal], dedupes));
    await send();
    clock.pass(10);
    await settle();
    expect(state().status).toBe('unknown');
    expect(delays()).toEqual([10, 10]);
  });
});

describe('the policy', () => {
  const unsettled = async (overrides: Partial<OutboundMessage>, ...outcomes: Outcome<Submitted>[]) => {
    await accept(overrides);
    const carrier = new FakeCarrier('twilio', [ambiguous, ...outcomes]);
    const pipeline = pipelineThrough(carrier);
    await pipeline.send();
    return { ...pipeline, carrier };
  };
  const atLeastOnce = { policy: 'at-least-once' } as const;

  test.each([
    ['transactional', 900],
    ['otp', 60],
  ] as const)('of a %s text decides after %d seconds', async (laneOf, seconds) => {
    await unsettled({ ...atLeastOnce, lane: laneOf });
    expect(delays()).toEqual([seconds]);
  });

  test('decides while the text is still of use', async () => {
    const { settle, send, carrier } = await unsettled({
      ...atLeastOnce,
      expiresAt: '2026-11-01T12:00:30.000Z',
    });
    expect(delays()).toEqual([25]);
    clock.pass(25);
    await settle();
    await send();
    expect(carrier.submitted).toHaveLength(2);
  });

  test('at-least-once submits again and says that there may be a duplicate', async () => {
    const { settle, send } = await unsettled(atLeastOnce);
    clock.pass(900);
    await settle();
    expect(state()).toMatchObject({ status: 'accepted', policyReleasedAttempt: 1 });
    await send();
    expect(state()).toMatchObject({ status: 'sent', possibleDuplicate: true });
    expect(events.published.map(({ data }) => data.possibleDuplicate)).toEqual([undefined, true]);
  });

  test('at-least-once does so once', async () => {
    const { settle, send, carrier } = await unsettled(atLeastOnce, ambiguous);
    clock.pass(900);
    await settle();
    await send();
    expect(delays()).toEqual([900]);
    clock.pass(900);
    await settle(2);
    expect(state().status).toBe('unknown');
    expect(carrier.submitted).toHaveLength(2);
    expect(events.published).toMatchObject([
      { data: { attempt: 1, resolution: 'policy' } },
      { data: { attempt: 2, resolution: 'none', possibleDuplicate: true } },
    ]);
  });

  test('of an expired text submits nothing', async () => {
    const { settle, carrier } = await unsettled(atLeastOnce);
    clock.pass(86_400);
    await settle();
    expect(state().status).toBe('unknown');
    expect(carrier.submitted).toHaveLength(1);
  });

  test('says nothing of a duplicate when a receipt was faster than the second submit', async () => {
    const { settle, send, ingestAll, carrier } = await unsettled(atLeastOnce);
    clock.pass(900);
    await settle();
    receipts.receipts.push(aReceipt());
    await ingestAll();
    await send();
    expect(carrier.submitted).toHaveLength(1);
    expect(state().status).toBe('delivered');
    expect(state().possibleDuplicate).toBeUndefined();
  });

  test('and a refusal of the second submit leave it open what became of the first', async () => {
    const { settle, send } = await unsettled(atLeastOnce, {
      ok: false,
      failure: { kind: 'permanent', code: 'invalid_destination' },
    });
    clock.pass(900);
    await settle();
    await send();
    expect(state()).toMatchObject({ status: 'unknown', attempts: [{}, { result: 'refused' }] });
    expect(state().possibleDuplicate).toBeUndefined();
  });
});

test('an attempt that another has followed is nothing to settle', async () => {
  await accept();
  const carrier = new FakeCarrier('twilio', [ambiguous, ambiguous], { lookup: true });
  carrier.answers.push(nothing);
  const { send, settle } = pipelineThrough(carrier);
  await send();
  clock.pass(60);
  await settle();
  await send();
  clock.pass(60);
  await settle(1);
  expect(carrier.asked).toHaveLength(1);
  expect(state().status).toBe('unknown');
});

test('nothing is begun by an invocation that would end in the middle of it', async () => {
  await accept();
  const { settle } = pipelineThrough(new FakeCarrier('twilio'));
  await expect(settle(1, { receivedBefore: false, remainingMs: 5_000 })).rejects.toThrow('too late');
});
