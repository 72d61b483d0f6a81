import { beforeEach, describe, expect, test } from 'vitest';
import type { Submitted } from '../../core/carrier.ts';
import type { FailureCode, FailureKind } from '../../core/failures.ts';
import { claim, recordOutcome } from '../../core/lifecycle.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import type { Outcome } from '../../core/outcome.ts';
import { aMessage, aReceipt, firstDelivery, messageId, redelivery } from '../support/builders.ts';
import { FakePipeline } from '../support/fake-pipeline.ts';
import { FakeBudget, FakeCarrier } from '../support/fake-ports.ts';

const no = (kind: FailureKind, code: FailureCode, retryAfterSeconds?: number): Outcome<Submitted> => ({
  ok: false,
  failure: { kind, code, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
});

const entry = { messageId, tenant: 'acme' };
let pipeline: FakePipeline;
let { clock, messages, statuses, events, queue, optOuts }: FakePipeline = new FakePipeline();

beforeEach(async () => {
  pipeline = new FakePipeline();
  ({ clock, messages, statuses, events, queue, optOuts } = pipeline);
  await messages.add(aMessage());
});

const nextMessage = aMessage({ messageId: `msg_${'0b'.repeat(16)}` });
const nextEntry = { messageId: nextMessage.messageId, tenant: 'acme' };

const senderThrough = (...carriers: FakeCarrier[]) => pipeline.sender(carriers);

describe('a submit', () => {
  test('that the carrier accepts makes the message sent and says so on the bus', async () => {
    const carrier = new FakeCarrier('twilio');
    await senderThrough(carrier)(entry, firstDelivery);
    expect(carrier.submitted).toMatchObject([
      { recipient: '+447700900001', text: 'Your parcel is here.', validitySeconds: 86_400 },
    ]);
    expect(statuses.stateOf(messageId)).toMatchObject({
      status: 'sent',
      attempts: [{ number: 1, result: 'accepted', carrierMessageId: 'c1' }],
    });
    expect(events.ids).toEqual(['1 sms.message.sent']);
  });

  test('that the carrier refuses for good fails the message', async () => {
    await senderThrough(new FakeCarrier('twilio', [no('permanent', 'invalid_destination')]))(
      entry,
      firstDelivery,
    );
    expect(statuses.stateOf(messageId)).toMatchObject({
      status: 'failed',
      attempts: [{ result: 'refused' }],
    });
    expect(events.published).toMatchObject([
      { type: 'sms.message.failed', data: { error: { code: 'invalid_destination' } } },
    ]);
    expect(queue.entries).toEqual([]);
  });

  test('that the carrier refuses for now goes back to the queue and is tried again', async () => {
    const carrier = new FakeCarrier('twilio', [no('temporary', 'throttled', 7)]);
    const send = senderThrough(carrier);
    await send(entry, firstDelivery);
    expect(queue.entries).toEqual([{ entry, delaySeconds: 7 }]);
    expect(events.published).toEqual([]);
    await send(entry, firstDelivery);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'sent', attemptCount: 2 });
    expect(events.ids).toEqual(['1 sms.message.sent']);
  });

  test('of unknown outcome is never made again', async () => {
    const carrier = new FakeCarrier('twilio', [no('ambiguous', 'outcome_unknown')]);
    const send = senderThrough(carrier);
    await send(entry, firstDelivery);
    await send(entry, redelivery);
    expect(carrier.submitted).toHaveLength(1);
    expect(statuses.stateOf(messageId).status).toBe('unknown');
  });

  test('is not made once the validity has passed', async () => {
    clock.pass(86_400);
    const carrier = new FakeCarrier('twilio');
    await senderThrough(carrier)(entry, firstDelivery);
    expect(carrier.submitted).toEqual([]);
    expect(statuses.stateOf(messageId)).toMatchObject({
      status: 'expired',
      attempts: [{ result: 'notSubmitted' }],
    });
    expect(events.ids).toEqual(['1 sms.message.expired']);
  });

  test('is not made when the validity passes while the gates are asked', async () => {
    optOuts.beforeNextRead = async () => clock.pass(86_400);
    const carrier = new FakeCarrier('twilio');
    await senderThrough(carrier)(entry, firstDelivery);
    expect(carrier.submitted).toEqual([]);
    expect(statuses.stateOf(messageId).status).toBe('expired');
  });

  test('is not begun by an invocation that would end in the middle of it', async () => {
    const carrier = new FakeCarrier('twilio');
    const send = senderThrough(carrier);
    await expect(send(entry, { receivedBefore: false, remainingMs: 3_000 })).rejects.toThrow('too late');
    expect(statuses.rows.size).toBe(0);
  });

  test('through a carrier without echo leaves a link from its id to the message', async () => {
    await messages.rows.set(
      messageId,
      aMessage({ route: { rule: 'default', carrier: 'sns', considered: ['sns'] } }),
    );
    await senderThrough(new FakeCarrier('sns', [], { echo: false }))(entry, firstDelivery);
    const { attemptId: _none, ...receipt } = aReceipt({ carrier: 'sns' });
    await pipeline.ingest(receipt);
    expect(statuses.stateOf(messageId).status).toBe('delivered');
  });
});

describe('the gates after the claim', () => {
  const optOut = { since: '2026-11-01T12:00:00.000Z', source: 'api' } as const;
  const { recipientHash } = aMessage();

  test('block a text to a recipient who has opted out, and say why', async () => {
    await optOuts.record('acme', recipientHash, optOut);
    const carrier = new FakeCarrier('twilio');
    await senderThrough(carrier)(entry, firstDelivery);
    expect(carrier.submitted).toEqual([]);
    expect(statuses.stateOf(messageId)).toMatchObject({
      status: 'blocked',
      attempts: [{ result: 'notSubmitted' }],
    });
    expect(events.published).toMatchObject([
      { type: 'sms.message.blocked', data: { error: { code: 'opted_out' } } },
    ]);
  });

  test('let a text pass to a recipient who has opted out from another tenant', async () => {
    await optOuts.record('globex', recipientHash, optOut);
    await senderThrough(new FakeCarrier('twilio'))(entry, firstDelivery);
    expect(statuses.stateOf(messageId).status).toBe('sent');
  });

  test('see an opt-out that was recorded while the claim was written', async () => {
    const carrier = new FakeCarrier('twilio');
    statuses.beforeNextSave = () => optOuts.record('acme', recipientHash, optOut);
    await senderThrough(carrier)(entry, firstDelivery);
    expect(carrier.submitted).toEqual([]);
  });

  test('ask for opt-outs again before each attempt', async () => {
    const carrier = new FakeCarrier('twilio', [no('temporary', 'throttled')]);
    const send = senderThrough(carrier);
    await send(entry, firstDelivery);
    await optOuts.record('acme', recipientHash, optOut);
    await send(entry, firstDelivery);
    expect(carrier.submitted).toHaveLength(1);
    expect(statuses.stateOf(messageId).status).toBe('blocked');
  });

  test('give the claim back when they cannot be asked, so that nothing is unknown', async () => {
    const carrier = new FakeCarrier('twilio');
    const send = senderThrough(carrier);
    optOuts.beforeNextRead = async () => Promise.reject(new Error('the table is down'));
    await expect(send(entry, firstDelivery)).rejects.toThrow('table is down');
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'accepted' });
    await send(entry, redelivery);
    expect(carrier.submitted).toHaveLength(1);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'sent', attemptCount: 2 });
  });

  test('block a text that the day’s budget has no room for, and take each text from it once', async () => {
    const budget = new FakeBudget(2);
    const carrier = new FakeCarrier('twilio', [no('temporary', 'throttled')]);
    messages.rows.set(messageId, aMessage({ segmentCount: 2 }));
    const send = pipeline.sender([carrier], { budget });
    await send(entry, firstDelivery);
    await send(entry, firstDelivery);
    expect(statuses.stateOf(messageId).status).toBe('sent');
    await messages.add(nextMessage);
    await send(nextEntry, firstDelivery);
    expect(statuses.stateOf(nextMessage.messageId).timeline.at(-1)).toMatchObject({
      status: 'blocked',
      failureCode: 'budget_exhausted',
    });
    expect(carrier.submitted).toHaveLength(2);
  });

  test('take nothing from the budget for a text to somebody who has opted out', async () => {
    const budget = new FakeBudget(1);
    await optOuts.record('acme', recipientHash, optOut);
    await pipeline.sender([new FakeCarrier('twilio')], { budget })(entry, firstDelivery);
    expect(budget.left).toBe(1);
  });

  test('are not reached by a message that was canceled: its claim is lost', async () => {
    await statuses.save({ ...acceptedState(aMessage()), status: 'canceled' }, undefined);
    const carrier = new FakeCarrier('twilio');
    await senderThrough(carrier)(entry, firstDelivery);
    expect(carrier.submitted).toEqual([]);
    expect(optOuts.reads).toBe(0);
  });
});

describe('a recipient of whom the carrier says that they opted out', () => {
  test.each([
    [
      'at the submit',
      async () => {
        await senderThrough(new FakeCarrier('twilio', [no('permanent', 'opted_out')]))(entry, firstDelivery);
      },
    ],
    [
      'in a receipt',
      async () => {
        await senderThrough(new FakeCarrier('twilio'))(entry, firstDelivery);
        await pipeline.ingest(aReceipt({ status: 'undelivered', failureCode: 'opted_out' }));
      },
    ],
  ])('%s gets no further text', async (_, happens) => {
    await happens();
    await messages.add(nextMessage);
    await senderThrough(new FakeCarrier('twilio'))(nextEntry, firstDelivery);
    expect(statuses.stateOf(nextMessage.messageId).status).toBe('blocked');
    expect([...optOuts.rows.values()]).toMatchObject([{ source: 'carrier' }]);
  });
});

describe('a route with a fallback', () => {
  const route = { rule: 'codes', carrier: 'twilio', considered: ['twilio', 'sns'], senders: { sns: 'ACME' } };

  beforeEach(() => {
    messages.rows.set(messageId, aMessage({ route }));
  });

  test('tries the next carrier at once after a definite no, from its own sender', async () => {
    const twilio = new FakeCarrier('twilio', [no('temporary', 'throttled', 30)]);
    const sns = new FakeCarrier('sns');
    const send = senderThrough(twilio, sns);
    await send(entry, firstDelivery);
    expect(queue.entries).toEqual([{ entry, delaySeconds: 1 }]);
    await send(entry, firstDelivery);
    expect(sns.submitted).toMatchObject([{ sender: 'ACME' }]);
    expect(statuses.stateOf(messageId).attempts).toMatchObject([
      { carrier: 'twilio', result: 'refused' },
      { carrier: 'sns', result: 'accepted' },
    ]);
  });

  test('waits after a round of noes, and begins again with the first', async () => {
    const twilio = new FakeCarrier('twilio', [no('temporary', 'carrier_unreachable')]);
    const send = senderThrough(twilio, new FakeCarrier('sns', [no('temporary', 'throttled', 30)]));
    await send(entry, firstDelivery);
    await send(entry, firstDelivery);
    expect(queue.entries.map(({ delaySeconds }) => delaySeconds)).toEqual([1, 30]);
    await send(entry, firstDelivery);
    expect(twilio.submitted).toHaveLength(2);
  });

  test.each([no('permanent', 'landline'), no('ambiguous', 'outcome_unknown')])(
    'stays with the first after %j',
    async (outcome) => {
      const sns = new FakeCarrier('sns');
      const send = senderThrough(new FakeCarrier('twilio', [outcome]), sns);
      await send(entry, firstDelivery);
      await send(entry, redelivery);
      expect(sns.submitted).toEqual([]);
    },
  );

  test('goes on without a carrier that was taken out of the deployment', async () => {
    const sns = new FakeCarrier('sns');
    await senderThrough(sns)(entry, firstDelivery);
    expect(sns.submitted).toHaveLength(1);
  });

  test('claims nothing when none of its carriers is left', async () => {
    await expect(senderThrough(new FakeCarrier('plivo'))(entry, firstDelivery)).rejects.toThrow('no carrier');
    expect(statuses.rows.size).toBe(0);
  });
});

describe('a scheduled message', () => {
  const sendAt = '2026-11-01T13:00:00.000Z';

  test('is never submitted before its time: an early entry waits as long as a queue can delay it', async () => {
    messages.rows.set(messageId, aMessage({ sendAt, createdAt: '2026-11-01T12:50:00.000Z' }));
    const carrier = new FakeCarrier('twilio');
    const send = senderThrough(carrier);
    await send(entry, firstDelivery);
    clock.pass(3_595);
    await send(entry, firstDelivery);
    expect(carrier.submitted).toEqual([]);
    expect(statuses.rows.size).toBe(0);
    expect(queue.entries.map(({ delaySeconds }) => delaySeconds)).toEqual([900, 5]);
    clock.pass(5);
    await send(entry, firstDelivery);
    expect(statuses.stateOf(messageId)).toMatchObject({
      status: 'sent',
      timeline: [{ status: 'scheduled' }, { status: 'sent' }],
    });
    expect(events.published).toMatchObject([{ data: { version: 1, previousStatus: 'scheduled' } }]);
  });

  test('that waits in the index needs no entry that comes hours early', async () => {
    messages.rows.set(messageId, aMessage({ sendAt }));
    const carrier = new FakeCarrier('twilio');
    await senderThrough(carrier)(entry, firstDelivery);
    expect(carrier.submitted).toEqual([]);
    expect(queue.entries).toEqual([]);
  });
});

test('a message whose content was erased is left alone, but what may not have been published goes out', async () => {
  const carrier = new FakeCarrier('twilio');
  const send = senderThrough(carrier);
  events.failNext = true;
  await expect(send(entry, firstDelivery)).rejects.toThrow('bus is down');
  await messages.erase(messageId, clock.now());
  await send(entry, redelivery);
  expect(carrier.submitted).toHaveLength(1);
  expect(events.ids).toEqual(['1 sms.message.sent']);
});

test('a message that was erased while another run released it has expired', async () => {
  const carrier = new FakeCarrier('twilio', [
    { ok: false, failure: { kind: 'temporary', code: 'throttled' } },
  ]);
  const send = senderThrough(carrier);
  await send(entry, firstDelivery);
  await messages.erase(messageId, clock.now());
  await send(entry, redelivery);
  expect(carrier.submitted).toHaveLength(1);
  expect(statuses.stateOf(messageId)).toMatchObject({
    status: 'expired',
    attempts: [{ result: 'refused' }, { result: 'notSubmitted' }],
  });
  expect(events.ids).toEqual(['1 sms.message.expired']);
});

describe('two entries for one message', () => {
  test('lead to one submit, and the loser stays in the queue while the winner may still crash', async () => {
    const carrier = new FakeCarrier('twilio', [
      async () => {
        await expect(send(entry, firstDelivery)).rejects.toThrow('another invocation');
        return { ok: true, value: { carrierMessageId: 'c1' } };
      },
    ]);
    const send = senderThrough(carrier);
    await send(entry, firstDelivery);
    expect(carrier.submitted).toHaveLength(1);
  });

  test('that claim at the same moment lead to one submit', async () => {
    const carrier = new FakeCarrier('twilio');
    const send = senderThrough(carrier);
    statuses.beforeNextSave = () => send(entry, firstDelivery);
    await send(entry, firstDelivery);
    expect(carrier.submitted).toHaveLength(1);
    expect(statuses.stateOf(messageId).status).toBe('sent');
  });
});

test('a run that finds its message claimed anew leaves the queue entry to come back', async () => {
  const refusal = no('temporary', 'throttled');
  const carrier = new FakeCarrier('twilio', [
    async () => {
      const read = await statuses.find(messageId);
      if (!read) throw new Error('the row is gone');
      const released = recordOutcome(read.state, 1, refusal, clock.now());
      await statuses.save(claim(released, 'twilio', clock.now()), read.revision);
      return refusal;
    },
  ]);
  await expect(senderThrough(carrier)(entry, firstDelivery)).rejects.toThrow('another invocation');
  expect(queue.entries).toEqual([]);
});

describe('after a crash', () => {
  const crash = async (): Promise<Outcome<Submitted>> => {
    throw new Error('killed');
  };

  test('in the submit, the message becomes unknown once the claim is surely dead', async () => {
    const carrier = new FakeCarrier('twilio', [crash]);
    const send = senderThrough(carrier);
    await expect(send(entry, firstDelivery)).rejects.toThrow('killed');
    await expect(send(entry, redelivery)).rejects.toThrow('another invocation');
    clock.pass(60);
    await send(entry, redelivery);
    expect(carrier.submitted).toHaveLength(1);
    expect(statuses.stateOf(messageId)).toMatchObject({
      status: 'unknown',
      attempts: [{ result: 'ambiguous' }],
    });
    expect(events.ids).toEqual(['1 sms.message.unknown']);
  });

  test('between the row and the event, the next delivery publishes the event', async () => {
    const send = senderThrough(new FakeCarrier('twilio'));
    events.failNext = true;
    await expect(send(entry, firstDelivery)).rejects.toThrow('bus is down');
    await send(entry, redelivery);
    expect(events.ids).toEqual(['1 sms.message.sent']);
  });

  test('between the row and the event, the entry publishes it too when it was redriven and looks new', async () => {
    const send = senderThrough(new FakeCarrier('twilio'));
    events.failNext = true;
    await expect(send(entry, firstDelivery)).rejects.toThrow('bus is down');
    await send(entry, firstDelivery);
    expect(events.ids).toEqual(['1 sms.message.sent']);
  });

  test('between the row of a receipt and its event, a redriven receipt publishes the event', async () => {
    await senderThrough(new FakeCarrier('twilio'))(entry, firstDelivery);
    events.failNext = true;
    const receipt = aReceipt({ receivedAt: clock.now().toISOString() });
    await expect(pipeline.ingest(receipt)).rejects.toThrow('bus is down');
    clock.pass(600);
    await pipeline.ingest(receipt);
    expect(events.ids).toContain('2 sms.message.delivered');
  });

  test('between the release and the new queue entry, the old entry claims again', async () => {
    const carrier = new FakeCarrier('twilio', [no('temporary', 'throttled')]);
    const send = senderThrough(carrier);
    queue.failNext = true;
    await expect(send(entry, firstDelivery)).rejects.toThrow('queue is down');
    await send(entry, redelivery);
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'sent', attemptCount: 2 });
  });
});

test('a receipt that overtakes the carrier’s answer gives sent, then delivered', async () => {
  const carrier = new FakeCarrier('twilio', [
    async () => {
      await pipeline.ingest(aReceipt());
      return { ok: true, value: { carrierMessageId: 'c1' } };
    },
  ]);
  await senderThrough(carrier)(entry, firstDelivery);
  expect(statuses.stateOf(messageId)).toMatchObject({
    status: 'delivered',
    attempts: [{ result: 'accepted', carrierMessageId: 'c1' }],
  });
  expect(new Set(events.ids)).toEqual(new Set(['1 sms.message.sent', '2 sms.message.delivered']));
});

test('a message that was never stored comes back until the dead-letter queue takes it', async () => {
  messages.rows.clear();
  await expect(senderThrough(new FakeCarrier('twilio'))(entry, firstDelivery)).rejects.toThrow('no message');
});
