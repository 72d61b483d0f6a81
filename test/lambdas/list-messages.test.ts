import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { fingerprint, hashRecipient } from '../../adapters/crypto/hashes.ts';
import { randomMessageId } from '../../adapters/crypto/message-ids.ts';
import { cancel } from '../../core/cancel.ts';
import type { MessageId } from '../../core/ids.ts';
import { acceptedState, type OutboundMessage } from '../../core/outbound-message.ts';
import { createListCursors } from '../../lambdas/list-messages/list-cursor.ts';
import { createListMessages } from '../../lambdas/list-messages/list-messages.ts';
import { createOldestDays } from '../../lambdas/list-messages/oldest-days.ts';
import { aMessage } from '../support/builders.ts';
import { FakeMessageIndex } from '../support/fake-message-index.ts';
import { FakeClock } from '../support/fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';

let clock: FakeClock;
let messages: FakeMessageStore;
let statuses: FakeStatusStore;
let index: FakeMessageIndex;
let oldestDays: ReturnType<typeof createOldestDays>;

const open = () => {
  clock = new FakeClock();
  messages = new FakeMessageStore();
  statuses = new FakeStatusStore();
  index = new FakeMessageIndex(messages);
  oldestDays = createOldestDays();
};
beforeEach(open);

const list = (tenant: string, query: string) =>
  createListMessages({
    index,
    messages,
    statuses,
    clock: clock.now,
    cursors: createListCursors(fingerprint),
    oldestDays,
    hashRecipient: async (recipient) => hashRecipient(recipient, 'key'),
    retentionDays: 90,
  })(tenant, query);

const store = async (secondsAgo: number, fields: Partial<OutboundMessage> = {}): Promise<MessageId> => {
  const createdAt = new Date(clock.now().getTime() - secondsAgo * 1000);
  const recipient = fields.recipient ?? '+447700900001';
  const message = aMessage({
    ...fields,
    messageId: randomMessageId(createdAt),
    createdAt: createdAt.toISOString(),
    recipientHash: hashRecipient(recipient, 'key'),
  });
  await messages.add(message);
  return message.messageId;
};

const ids = async (query: string, tenant = 'acme') =>
  (await list(tenant, query)).messages.map(({ messageId }) => messageId);

/** Every page, by the cursors. */
const all = async (query: string, limits: () => number, between: () => Promise<unknown>) => {
  const found: MessageId[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const limit = limits();
    const page = await list('acme', `${query}&limit=${limit}${more}`);
    expect(page.messages.length).toBeLessThanOrEqual(limit);
    found.push(...page.messages.map(({ messageId }) => messageId));
    cursor = page.nextCursor;
    await between();
  }
  return found;
};

describe('a listing', () => {
  test('is newest first, and without a cursor when there is no more', async () => {
    const [older, newest, oldest] = [await store(60), await store(1), await store(3 * 86_400)];
    const page = await list('acme', '');
    expect(page.messages.map(({ messageId }) => messageId)).toEqual([newest, older, oldest]);
    expect(await ids('limit=2')).toEqual([newest, older]);
  });

  test('shows a tenant nothing of another, however their names and references are cut', async () => {
    await store(1, { tenant: 'globex', reference: 'r' });
    await store(1, { tenant: 'acme#eu', reference: 'r' });
    expect(await ids('')).toEqual([]);
    expect(await ids('reference=eu%23r')).toEqual([]);
    expect(await ids('to=%2B447700900001')).toEqual([]);
  });

  test('finds by recipient, also where the plus came as a space', async () => {
    await store(1);
    const wanted = await store(2, { recipient: '+447700900002' });
    expect(await ids('to=%2B447700900002')).toEqual([wanted]);
    expect(await ids('to=+44%207700%20900002')).toEqual([wanted]);
  });

  test('finds by reference, and by reference and recipient together', async () => {
    await store(1);
    const other = await store(2, { reference: 'order-7' });
    const wanted = await store(3, { reference: 'order-7', recipient: '+447700900002' });
    expect(await ids('reference=order-7')).toEqual([other, wanted]);
    expect(await ids('reference=order-7&to=%2B447700900002')).toEqual([wanted]);
  });

  test('finds what was erased by its time and its reference, and not by its recipient', async () => {
    const [erased, older] = [await store(1, { reference: 'order-7' }), await store(2), await store(3)];
    await messages.erase(erased, clock.now());
    expect(await ids('reference=order-7')).toEqual([erased]);
    expect(await ids('')).toContain(erased);
    expect(await ids('reference=order-7&to=%2B447700900001')).toEqual([]);
    expect(await ids('to=%2B447700900001')).not.toContain(erased);
    expect((await list('acme', 'to=%2B447700900001&limit=1')).messages).toMatchObject([{ messageId: older }]);
  });

  test('finds by status, with and without a row, and by type', async () => {
    const accepted = await store(1);
    const canceled = await store(2, { lane: 'otp' });
    const row = messages.rows.get(canceled);
    if (row) await statuses.save(cancel(acceptedState(row), clock.now()), undefined);
    expect(await ids('status=accepted')).toEqual([accepted]);
    expect(await ids('status=canceled')).toEqual([canceled]);
    expect(await ids('type=otp')).toEqual([canceled]);
    expect(await ids('type=otp&status=accepted')).toEqual([]);
  });

  test('finds from one time to before another, whatever their offsets', async () => {
    await store(3600);
    const wanted = await store(1800);
    await store(600);
    const query = new URLSearchParams({ from: '2026-11-01T12:30:00+01:00', until: '2026-11-01T11:50:00Z' });
    expect(await ids(String(query))).toEqual([wanted]);
  });

  test('looks at a hundred and twenty empty days in eight turns', async () => {
    const wanted = await store(80 * 86_400);
    const page = await list('acme', 'limit=5');
    expect(page).toMatchObject({ messages: [{ messageId: wanted }] });
    expect(page.nextCursor).toBeUndefined();
    expect(index.looks).toBeLessThanOrEqual(8);
  });

  test('does not look again where there is nothing, and finds what came since', async () => {
    const old = await store(20 * 86_400);
    await ids('');
    const before = index.queries;
    const fresh = await store(0);
    expect(await ids('')).toEqual([fresh, old]);
    expect(index.queries - before).toBeLessThanOrEqual(22);
    // Of those who have sent nothing nothing but the present is asked.
    expect(await ids('', 'globex')).toEqual([]);
    const asked = index.queries;
    expect(await ids('', 'globex')).toEqual([]);
    expect(index.queries - asked).toBeLessThanOrEqual(2);
    clock.pass(3 * 86_400);
    const later = await store(2 * 86_400, { tenant: 'globex' });
    expect(await ids('', 'globex')).toEqual([later]);
  });

  test('learns nothing of the days before those that it was asked for', async () => {
    const old = await store(20 * 86_400);
    const recent = new Date(clock.now().getTime() - 5 * 86_400_000).toISOString();
    expect(await ids(`from=${recent}`)).toEqual([]);
    expect(await ids('to=%2B447700900009')).toEqual([]);
    expect(await ids('reference=none')).toEqual([]);
    expect(await ids('type=otp')).toEqual([]);
    expect(await ids('')).toEqual([old]);
    expect(await ids(`until=${recent}`)).toEqual([old]);
  });

  test('finds one message a day in as few turns', async () => {
    const sent: MessageId[] = [];
    for (let day = 0; day < 100; day += 1) sent.push(await store(day * 86_400 + 1));
    expect(await ids('limit=100')).toEqual(sent);
    expect(index.looks).toBeLessThanOrEqual(8);
  });

  test('reads one day at a time where there is enough of it', async () => {
    for (let i = 0; i < 300; i += 1) await store(i);
    await ids('limit=100');
    expect(index.queries).toBe(1);
  });

  test('answers with an empty page and a cursor before it has looked at everything', async () => {
    for (let i = 0; i < 2100; i += 1) await store(i);
    const wanted = await store(2200, { lane: 'otp' });
    const first = await list('acme', 'type=otp');
    expect(first.messages).toEqual([]);
    expect(index.looks).toBeLessThanOrEqual(20);
    const cursor = first.nextCursor ?? '';
    expect((await list('acme', `type=otp&cursor=${cursor}`)).messages).toMatchObject([{ messageId: wanted }]);
  });

  test('reads a bounded number of entries for a filter that nothing passes', async () => {
    for (let i = 0; i < 300; i += 1) await store(i);
    const page = await list('acme', 'status=blocked');
    expect(page.messages).toEqual([]);
    expect(index.looks).toBeLessThanOrEqual(20);
  });

  test('shows each message that was there at the start exactly once, while others come and change', async () => {
    const filter = fc.constantFrom('', 'to=%2B447700900001', 'reference=r', 'type=otp', 'status=accepted');
    const lanes = fc.constantFrom('otp' as const, 'promotional' as const);
    const ages = fc.oneof(fc.nat({ max: 5 * 86_400 }), fc.nat({ max: 100 * 86_400 }));
    const rows = fc.array(fc.tuple(ages, lanes), { maxLength: 60 });
    const limits = fc.infiniteStream(fc.integer({ min: 1, max: 30 }));
    await fc.assert(
      fc.asyncProperty(rows, limits, filter, async (given, limit, query) => {
        open();
        const times = new Map<MessageId, number>();
        for (const [secondsAgo, lane] of given) {
          const id = await store(secondsAgo, { lane, reference: 'r' });
          if (query !== 'type=otp' || lane === 'otp') times.set(id, secondsAgo);
        }
        const found = await all(
          query,
          () => limit.next().value,
          async () => {
            clock.pass(1);
            await store(0, { lane: 'otp', reference: 'r' });
          },
        );
        const old = found.filter((id) => times.has(id));
        expect(old.toSorted()).toEqual([...times.keys()].toSorted());
        const seen = old.map((id) => times.get(id) ?? 0);
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
        expect(new Set(found).size).toBe(found.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a listing is refused', () => {
  test.each([
    ['with an unknown parameter', 'color=red', 'color'],
    ['with one given twice', 'type=otp&type=otp', 'type'],
    ['with a status that is none', 'status=gone', 'status'],
    ['with a time without a zone', 'from=2026-11-01T12:00:00', 'from'],
    ['with a number that is none', 'to=hello', 'to'],
    ['with a limit of zero', 'limit=0', 'limit'],
    ['with a limit over a hundred', 'limit=101', 'limit'],
    ['with a limit that is no number', 'limit=many', 'limit'],
    ['with a time beyond the years of four digits', 'from=9999-12-31T23:59:59-23:59', 'from'],
    ['with a time that is none in the calendar', 'until=0000-00-00T00:00:00Z', 'until'],
    ['with a cursor of nobody', 'cursor=abc', 'cursor'],
  ])('%s', async (_what, query, path) => {
    await expect(list('acme', query)).rejects.toMatchObject({ code: 'invalid_request', errors: [{ path }] });
  });

  test('with a cursor to a day that never was', async () => {
    const cursor = createListCursors(fingerprint).write('acme', {}, '2026-13-45');
    await expect(list('acme', `cursor=${cursor}`)).rejects.toMatchObject({ errors: [{ path: 'cursor' }] });
  });

  test('with a cursor of another tenant or of other filters', async () => {
    await store(1);
    await store(2);
    const { nextCursor } = await list('acme', 'limit=1');
    await expect(list('acme', `limit=50&cursor=${nextCursor}`)).resolves.toBeDefined();
    for (const [tenant, query] of [
      ['globex', 'limit=1'],
      ['acme', 'limit=1&type=otp'],
    ] as const) {
      await expect(list(tenant, `${query}&cursor=${nextCursor}`)).rejects.toMatchObject({
        errors: [{ path: 'cursor' }],
      });
    }
  });
});
