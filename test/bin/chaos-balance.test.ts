import { expect, test } from 'vitest';
import { type Books, byMessage, differencesBetween } from '../../bin/chaos/balance.ts';
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

test.each([
  ['a text that was taken twice', booksOf(delivered, [{ ...entry, taken: 2 }], [1, 2]), 'was taken 2 times'],
  [
    'a second attempt that was taken too',
    booksOf(delivered, [entry, { ...entry, token: attemptIdOf(messageId, 2), receipts: [] }], [1, 2]),
    'was taken 2 times',
  ],
  ['a delivery that no carrier knows of', booksOf(delivered, [], [1, 2]), 'no carrier took it'],
  ['a text that is under way for ever', booksOf(messageResource(message, sent), [], [1]), 'not final'],
  ['an event that never came', booksOf(delivered, [entry], [2]), 'the bus saw 2'],
  ['an event of nothing', booksOf(delivered, [entry], [1, 2, 3]), 'the bus saw 1,2,3'],
  [
    'a receipt that was acknowledged and lost',
    booksOf(delivered, [{ ...entry, receipts: [{ status: 'undelivered', answer: 204 }] }], [1, 2]),
    'its carrier said undelivered',
  ],
])('finds %s', (_, books, difference) => {
  expect(differencesBetween(books)).toEqual([expect.stringContaining(difference)]);
});

test('allows a second text where the message says so', () => {
  const flagged = { ...delivered, possibleDuplicate: true as const };
  expect(differencesBetween(booksOf(flagged, [{ ...entry, taken: 2 }], [1, 2]))).toEqual([]);
});
