import { expect, test } from 'vitest';
import { type Books, byMessage, differencesBetween, unpromisedDifferences } from '../../bin/chaos/balance.ts';
import type { CarrierEntry } from '../../bin/chaos/client.ts';
import { type MessageResource, messageResource } from '../../core/api/message-resource.ts';
import { applyReceipt } from '../../core/apply-receipt.ts';
import { attemptIdOf } from '../../core/ids.ts';
import { claim, recordOutcome } from '../../core/lifecycle.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import { aMessage, aReceipt, messageId } from '../support/builders.ts';

const at = new Date('2026-11-22T10:00:00.000Z');
const message = aMessage();
const sending = claim(acceptedState(message), 'twilio', at);
const sent = recordOutcome(sending, 1, { ok: true, value: { carrierMessageId: 'c1' } }, at);
const delivered = messageResource(message, applyReceipt(sent, aReceipt(), at));

const entry: CarrierEntry = {
  sequence: 1,
  recipient: message.recipient,
  token: attemptIdOf(messageId, 1),
  submits: 1,
  taken: 1,
  receipts: [{ status: 'delivered', answer: 204 }],
};

const booksOf = (shown: MessageResource, entries: readonly CarrierEntry[], versions: number[]): Books => ({
  messages: [shown],
  carrierEntries: byMessage([shown], entries, () => true),
  versions: new Map([[messageId, new Set(versions)]]),
});

test('finds nothing where the books agree', () => {
  expect(differencesBetween(booksOf(delivered, [entry], [1, 2]))).toEqual([]);
});

/** The delivered message with another first attempt, which ended so. */
const after = (result: 'refused' | 'absent' | 'ambiguous', more: Partial<MessageResource> = {}) => {
  const [attempt, ...others] = delivered.attempts;
  if (!attempt) throw new Error('a delivered message has an attempt');
  const attemptId = attemptIdOf(messageId, 2);
  return {
    ...delivered,
    attempts: [{ ...attempt, result }, { ...attempt, number: 2, attemptId }, ...others],
    ...more,
  };
};
const second: CarrierEntry = { ...entry, token: attemptIdOf(messageId, 2) };
const notTaken: CarrierEntry = { ...entry, taken: 0, receipts: [] };
const told = { possibleDuplicate: true, policy: 'at-least-once' } as const;

test.each([
  ['a text that was taken twice', booksOf(delivered, [{ ...entry, taken: 2 }], [1, 2]), 'was taken 2 times'],
  [
    'a second attempt that was taken too',
    booksOf(delivered, [entry, { ...second, receipts: [] }], [1, 2]),
    'was taken 2 times',
  ],
  [
    'an attempt that was submitted twice, though the carrier took only one',
    booksOf(delivered, [{ ...entry, submits: 2 }], [1, 2]),
    'attempt 1 was submitted 2 times',
  ],
  [
    'an attempt that the row does not know',
    booksOf(delivered, [entry, { ...second, taken: 0, receipts: [] }], [1, 2]),
    'which is no attempt of its row',
  ],
  [
    'an attempt that was taken, though the row says it was refused',
    booksOf(after('refused'), [entry, second], [1, 2]),
    'attempt 1 is refused, but was taken',
  ],
  [
    'an attempt that was taken, though a look-up found nothing',
    booksOf(after('absent'), [entry, second], [1, 2]),
    'attempt 1 is absent, but was taken',
  ],
  ['a delivery that no carrier knows of', booksOf(delivered, [], [1, 2]), 'no carrier took it'],
  [
    'a possible duplicate that is not told',
    booksOf(after('ambiguous'), [notTaken, second], [1, 2]),
    'has 2 attempts that may be taken, and does not say so',
  ],
  [
    'a possible duplicate that is none',
    booksOf({ ...delivered, ...told }, [entry], [1, 2]),
    'says that it may be a duplicate, with 1 such attempts',
  ],
  [
    'a possible duplicate that nobody allowed',
    booksOf(after('ambiguous', { possibleDuplicate: true }), [notTaken, second], [1, 2]),
    'may be a duplicate against its policy',
  ],
  ['a text that is under way for ever', booksOf(messageResource(message, sent), [entry], [1]), 'not final'],
  ['an event that never came', booksOf(delivered, [entry], [2]), 'the bus saw 2'],
  ['an event of nothing', booksOf(delivered, [entry], [1, 2, 3]), 'the bus saw 1,2,3'],
  [
    'a receipt that was acknowledged and lost',
    booksOf(delivered, [{ ...entry, receipts: [{ status: 'undelivered', answer: 204 }] }], [1, 2]),
    'its carrier said undelivered',
  ],
])('finds %s', (_, books, difference) => {
  expect(differencesBetween(books)).toContainEqual(expect.stringContaining(difference));
});

test('allows a second text where the message says so and its policy lets it', () => {
  expect(differencesBetween(booksOf(after('ambiguous', told), [entry, second], [1, 2]))).toEqual([]);
});

test('takes the code of a receipt for what it says, whatever word comes with it', () => {
  const expired = { ...delivered, status: 'expired' as const };
  const undelivered = { ...entry, receipts: [{ status: 'undelivered', answer: 204 }] };
  expect(differencesBetween(booksOf(expired, [undelivered], [1, 2]))).toEqual([]);
});

test('allows a second attempt after one that was refused', () => {
  expect(differencesBetween(booksOf(after('refused'), [notTaken, second], [1, 2]))).toEqual([]);
});

test('allows a submit that a full row forgot only where it was not taken', () => {
  const [attempt] = delivered.attempts;
  if (!attempt) throw new Error('a delivered message has an attempt');
  const throttled = Array.from({ length: 9 }, (_, i) => {
    const number = i + 3;
    return { ...attempt, number, attemptId: attemptIdOf(messageId, number), result: 'refused' as const };
  });
  const full = { ...delivered, attempts: [attempt, ...throttled] };
  const forgotten = { ...notTaken, token: attemptIdOf(messageId, 2) };
  expect(differencesBetween(booksOf(full, [entry, forgotten], [1, 2]))).toEqual([]);
  expect(differencesBetween(booksOf(full, [entry, { ...forgotten, taken: 1 }], [1, 2]))).toContainEqual(
    expect.stringContaining('which is no attempt of its row'),
  );
});

test('allows a text without a 202 to go out once, and finds one that nobody sent', () => {
  const none = new Set<string>();
  expect(unpromisedDifferences([entry], none, 1)).toEqual([]);
  expect(unpromisedDifferences([entry], new Set([messageId]), 0)).toEqual([]);
  expect(unpromisedDifferences([entry, second], none, 0)).toEqual([
    'carriers got 1 texts that nobody was promised',
    `${messageId}, not promised, was taken again`,
  ]);
});
