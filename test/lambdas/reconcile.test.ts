import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyReceipt } from '../../core/apply-receipt.ts';
import { cancel } from '../../core/cancel.ts';
import type { MessageId } from '../../core/ids.ts';
import { claim } from '../../core/lifecycle.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import { aReceipt } from '../support/builders.ts';
import { sweptPipeline } from '../support/swept-pipeline.ts';

type World = ReturnType<typeof sweptPipeline>;

const hour = 3_600;

const row = (world: World, messageId: MessageId) => {
  const message = world.messages.rows.get(messageId);
  if (!message) throw new Error(`no ${messageId}`);
  return message;
};

/** As a sender leaves it that dies in the submit. */
const claimed = (world: World, messageId: MessageId) =>
  world.statuses.save(claim(acceptedState(row(world, messageId)), 'twilio', world.clock.now()), undefined);

const eventsOf = (world: World, messageId: MessageId) =>
  world.events.published.filter(({ data }) => data.messageId === messageId);

describe('a message whose queue entry vanished', () => {
  test('is expired, not sent, once its validity has passed', async () => {
    const world = sweptPipeline();
    const code = await world.store({ lane: 'otp', validitySeconds: 600 });
    const text = await world.store();
    const long = await world.store({ validitySeconds: 72 * hour });
    await world.pass(hour);
    expect(world.statuses.stateOf(code).status).toBe('expired');
    expect(world.statuses.rows.has(text)).toBe(false);
    await world.pass(25 * hour, 300);
    expect(world.statuses.stateOf(text).status).toBe('expired');
    expect(world.statuses.rows.has(long)).toBe(false);
    await world.pass(48 * hour, 300);
    expect(world.statuses.stateOf(long).status).toBe('expired');
    expect(world.carrier.submitted).toEqual([]);
    for (const id of [code, text, long]) expect(eventsOf(world, id)).toHaveLength(1);
  });

  test('gets no second entry while the first may wait in a long queue', async () => {
    const world = sweptPipeline();
    await world.store({ validitySeconds: 24 * hour });
    await world.pass(23 * hour, 300);
    expect(world.made).toEqual([]);
  });

  test('is found in the middle of a claim too, and becomes unknown', async () => {
    const world = sweptPipeline();
    const id = await world.store();
    await claimed(world, id);
    await world.pass(hour);
    expect(world.statuses.stateOf(id)).toMatchObject({ status: 'unknown' });
    expect(world.carrier.submitted).toEqual([]);
  });
});

describe('a message without a receipt', () => {
  const sent = async (world: World) => {
    const id = await world.store({ validitySeconds: 72 * hour });
    await world.sendMessage(id);
    return id;
  };

  test('is closed as unknown 72 hours after it was sent, once', async () => {
    const world = sweptPipeline();
    const id = await sent(world);
    await world.pass(72 * hour, 600);
    expect(world.statuses.stateOf(id).status).toBe('sent');
    await world.pass(80 * hour, 600);
    expect(world.statuses.stateOf(id)).toMatchObject({
      status: 'unknown',
      timeline: [{}, { status: 'sent' }, { status: 'unknown', failureCode: 'receipt_missing' }],
    });
    expect(eventsOf(world, id).map(({ type }) => type)).toEqual(['sms.message.sent', 'sms.message.unknown']);
    expect(world.carrier.submitted).toHaveLength(1);
  });

  test('is closed also where it was sent at the end of a long validity', async () => {
    const world = sweptPipeline();
    const id = await world.store({ validitySeconds: 72 * hour });
    await world.pass(71 * hour, 600);
    await world.sendMessage(id);
    await world.pass(71 * hour, 600);
    expect(world.statuses.stateOf(id).status).toBe('sent');
    await world.pass(5 * hour, 600);
    expect(world.statuses.stateOf(id).status).toBe('unknown');
  });

  test('is settled by a receipt that comes after all', async () => {
    const world = sweptPipeline();
    const id = await sent(world);
    await world.pass(74 * hour, 600);
    const state = world.statuses.stateOf(id);
    const { attemptId: _none, ...receipt } = aReceipt();
    expect(applyReceipt(state, receipt, world.clock.now()).status).toBe('delivered');
  });

  test('is left alone when the receipt came', async () => {
    const world = sweptPipeline();
    const id = await sent(world);
    const { attemptId: _none, ...receipt } = aReceipt();
    const stored = await world.statuses.find(id);
    if (stored) {
      await world.statuses.save(applyReceipt(stored.state, receipt, world.clock.now()), stored.revision);
    }
    await world.pass(150 * hour, 900);
    expect(world.statuses.stateOf(id).status).toBe('delivered');
    expect(world.made).toEqual([]);
  });
});

describe('a scheduled message', () => {
  const inSeconds = (world: World, seconds: number) =>
    new Date(world.clock.now().getTime() + seconds * 1000).toISOString();

  test('is submitted at its time: not a second before, and once', async () => {
    const world = sweptPipeline();
    const times = [901, 1_000, 2 * hour, 2 * hour + 1, 30 * hour, 29 * 24 * hour];
    const ids = new Map<MessageId, string>();
    for (const seconds of times) {
      const sendAt = inSeconds(world, seconds);
      ids.set(await world.store({ sendAt }), sendAt);
    }
    await world.pass(31 * hour);
    await world.pass(28 * 24 * hour, 240);
    for (const [id, sendAt] of ids) {
      const [at = 0, ...again] = world.submittedAt.get(id) ?? [];
      expect(again).toEqual([]);
      expect(at).toBeGreaterThanOrEqual(Date.parse(sendAt));
      expect(at - Date.parse(sendAt)).toBeLessThanOrEqual(240_000);
    }
  });

  test('that was canceled far ahead of its time publishes that at its time, if the cancel could not', async () => {
    const world = sweptPipeline();
    const id = await world.store({ sendAt: inSeconds(world, 2 * hour) });
    const scheduled = acceptedState(row(world, id));
    await world.statuses.save(cancel(scheduled, world.clock.now()), undefined);
    await world.pass(30 * hour, 60);
    expect(new Set(eventsOf(world, id).map(({ type }) => type))).toEqual(new Set(['sms.message.canceled']));
    expect(world.made).toHaveLength(1);
    expect(world.carrier.submitted).toEqual([]);
  });

  test('that fell due while no reconciler ran is sent as soon as one does', async () => {
    const world = sweptPipeline();
    const id = await world.store({ sendAt: inSeconds(world, 2 * hour) });
    await world.pass(60);
    world.clock.pass(5 * hour);
    await world.pass(60);
    expect(world.submittedAt.get(id)).toHaveLength(1);
  });

  test('whose entry was lost after it had been put into its lane is found again', async () => {
    const world = sweptPipeline();
    const id = await world.store({ sendAt: inSeconds(world, 600) });
    await world.pass(hour);
    expect(world.submittedAt.get(id)).toHaveLength(1);
  });
});

describe('a sweep', () => {
  test('that is killed in the middle goes on where it was, and finds all', async () => {
    const world = sweptPipeline();
    const ids: MessageId[] = [];
    for (let i = 0; i < 350; i += 1) {
      ids.push(await world.store({ tenant: i % 3 === 0 ? 'acme' : 'globex', validitySeconds: 60 }));
      if (i % 7 === 0) world.clock.pass(1);
    }
    await world.reconcile();
    world.clock.pass(hour);
    let runs = 0;
    // Every run has time for five queries, and every second one dies before it has enqueued what it found.
    while (new Set(world.made.map(({ messageId }) => messageId)).size < ids.length && runs < 100) {
      runs += 1;
      world.faults.failNextEnqueue = runs % 2 === 0;
      const before = world.index.queries;
      await world.reconcile(() => 10_000 - 1_500 * (world.index.queries - before)).catch(() => {});
    }
    expect(runs).toBeGreaterThan(3);
    await world.work();
    for (const id of ids) expect(world.statuses.stateOf(id).status).toBe('expired');
    expect(world.events.published).toHaveLength(ids.length);
  });

  test('that runs twice at the same time does no harm, and one of the two stops', async () => {
    const world = sweptPipeline();
    const ids = await Promise.all(Array.from({ length: 40 }, () => world.store({ validitySeconds: 60 })));
    await world.reconcile();
    world.clock.pass(hour);
    await Promise.all([world.reconcile(), world.reconcile()]);
    await world.work();
    await world.pass(30 * hour, 600);
    for (const id of ids) expect(eventsOf(world, id)).toHaveLength(1);
    expect(new Set(world.made.map(({ messageId }) => messageId)).size).toBe(ids.length);
  });

  test('costs few queries while there is nothing to find', async () => {
    const world = sweptPipeline();
    await world.pass(hour);
    world.index.queries = 0;
    await world.pass(hour);
    // Each minute one to each shard of what falls due, and the later walks over it every five.
    expect(world.index.queries).toBeLessThanOrEqual(60 * 8 + 13 * 4 * 8);
  });
});

test('whatever is lost and whenever the reconciler runs, each message ends, and none is submitted twice', async () => {
  const minutes = fc.integer({ min: 1, max: 60 });
  const fate = fc.constantFrom('lost', 'claimed', 'sent', 'scheduled');
  const text = fc.record({
    fate,
    gap: fc.nat({ max: hour }),
    validitySeconds: fc.integer({ min: 1, max: 72 * hour }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 12 }), minutes, async (texts, every) => {
      const world = sweptPipeline();
      const ids: MessageId[] = [];
      await world.reconcile();
      for (const { fate: what, gap, validitySeconds } of texts) {
        const sendAt = new Date(world.clock.now().getTime() + 5 * gap * 1000).toISOString();
        const id = await world.store({ validitySeconds, ...(what === 'scheduled' && { sendAt }) });
        ids.push(id);
        if (what === 'claimed') await claimed(world, id);
        if (what === 'sent') await world.sendMessage(id);
        world.clock.pass(gap);
      }
      await world.pass(160 * hour, every * 60);
      for (const id of ids) {
        expect(['expired', 'unknown']).toContain(world.statuses.stateOf(id).status);
        expect(world.submittedAt.get(id)?.length ?? 0).toBeLessThanOrEqual(1);
        const versions = eventsOf(world, id).map(({ data }) => data.version);
        expect([...new Set(versions)]).toEqual(
          Array.from({ length: new Set(versions).size }, (_, i) => i + 1),
        );
      }
    }),
    { numRuns: 15 },
  );
});
