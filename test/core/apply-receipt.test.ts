import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyReceipt } from '../../core/apply-receipt.ts';
import { eventsSince } from '../../core/events.ts';
import { abandonClaim, claim, recordOutcome } from '../../core/lifecycle.ts';
import { type MessageState, versionOf } from '../../core/message-state.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import type { Receipt } from '../../core/receipt.ts';
import { ReceiptStatus } from '../../core/receipt.ts';
import { aMessage, aReceipt } from '../support/builders.ts';

const at = new Date('2026-11-01T12:00:10.000Z');
const sending = claim(acceptedState(aMessage()), 'twilio', at);
const sent = recordOutcome(sending, 1, { ok: true, value: { carrierMessageId: 'c1' } }, at);
const unknown = abandonClaim(sending, at);

const apply = (state: MessageState, ...receipts: Receipt[]) =>
  receipts.reduce((before, receipt) => applyReceipt(before, receipt, at), state);

const story = (state: MessageState): string[] => state.timeline.map(({ status }) => status);

describe('a receipt', () => {
  test('delivers a sent message', () => {
    expect(apply(sent, aReceipt({ evidence: 'handset' })).timeline.at(-1)).toEqual({
      status: 'delivered',
      at: at.toISOString(),
      carrier: 'twilio',
      carrierMessageId: 'c1',
      evidence: 'handset',
    });
  });

  test('that is early proves the submit first', () => {
    expect(story(apply(sending, aReceipt()))).toEqual(['accepted', 'sent', 'delivered']);
  });

  test('settles an unknown message', () => {
    const settled = apply(unknown, aReceipt());
    expect(story(settled)).toEqual(['accepted', 'unknown', 'delivered']);
    expect(settled.attempts).toMatchObject([{ result: 'accepted', carrierMessageId: 'c1' }]);
  });

  test('that is still on its way settles an unknown message as sent', () => {
    expect(story(apply(unknown, aReceipt({ status: 'pending' })))).toEqual(['accepted', 'unknown', 'sent']);
  });

  test.each(['pending', 'sent', 'unrecognised'] as const)('ignores %s after sent', (status) => {
    expect(apply(sent, aReceipt({ status }))).toEqual(sent);
  });

  test('that comes twice changes nothing', () => {
    const once = apply(sent, aReceipt());
    expect(apply(once, aReceipt())).toEqual(once);
  });

  test('that contradicts a final status is recorded once and does not change it', () => {
    const late = aReceipt({ status: 'undelivered', failureCode: 'unreachable_handset' });
    const contradicted = apply(sent, aReceipt(), late, late);
    expect(contradicted.status).toBe('delivered');
    expect(eventsSince(contradicted, 2)).toMatchObject([
      {
        type: 'sms.message.corrected',
        data: { version: 3, status: 'undelivered', previousStatus: 'delivered' },
      },
    ]);
  });

  test('keeps the billed segments where the carrier counts otherwise', () => {
    expect(apply(sent, aReceipt({ segmentCount: 3 })).billedSegmentCount).toBe(3);
    expect(apply(sent, aReceipt({ segmentCount: 1 }))).not.toHaveProperty('billedSegmentCount');
  });
});

const anyReceipts = fc.array(
  fc.record({ status: fc.constantFrom(...ReceiptStatus.options) }).map((some) => aReceipt(some)),
  { maxLength: 8 },
);

test('any receipts in any order leave versions without gaps and one event for each', () => {
  fc.assert(
    fc.property(fc.constantFrom(sending, sent, unknown), anyReceipts, (start, receipts) => {
      const end = apply(start, ...receipts);
      const versions = eventsSince(end, 0).map(({ data }) => data.version);
      expect(versions).toEqual(Array.from({ length: versionOf(end) }, (_, i) => i + 1));
    }),
  );
});

test('an event that was published never changes, whatever comes after it', () => {
  const later = fc.array(
    fc
      .record({
        status: fc.constantFrom(...ReceiptStatus.options),
        segmentCount: fc.integer({ min: 1, max: 3 }),
      })
      .map((some) => aReceipt(some)),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(fc.constantFrom(sending, sent, unknown), anyReceipts, later, (start, receipts, more) => {
      const published = eventsSince(apply(start, ...receipts), 0);
      const again = eventsSince(apply(start, ...receipts, ...more), 0);
      expect(again.slice(0, published.length)).toEqual(published);
    }),
  );
});

test('receipts of one fate end the same in every order, doubled or not', () => {
  const fates = ['delivered', 'undelivered', 'failed', 'expired'] as const;
  const receiptsOfOneFate = fc
    .constantFrom(...fates)
    .chain((fate) =>
      fc.shuffledSubarray(['pending', 'sent', 'unrecognised', fate, fate] as const, { minLength: 5 }),
    );
  fc.assert(
    fc.property(fc.constantFrom(sending, sent), receiptsOfOneFate, (start, order) => {
      const end = apply(start, ...order.map((status) => aReceipt({ status })));
      const fate = order.find((status) => fates.some((known) => known === status));
      expect(story(end)).toEqual(['accepted', 'sent', fate]);
    }),
  );
});

describe('receipts of single segments', () => {
  const three = { ...sent, segmentCount: 3 };
  const ofSegment = (segment: string, status: Receipt['status'] = 'delivered') =>
    aReceipt({ segment, status });

  test('deliver the message with the last one that was missing', () => {
    const two = apply(three, ofSegment('a'), ofSegment('b'), ofSegment('b'));
    expect(two.status).toBe('sent');
    expect(story(apply(two, ofSegment('c'), ofSegment('a')))).toEqual(['accepted', 'sent', 'delivered']);
  });

  test('fail the message with the first one that failed, whatever the others say', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          [ofSegment('a'), ofSegment('b'), ofSegment('c', 'undelivered'), ofSegment('c', 'sent')],
          { minLength: 4 },
        ),
        (receipts) => {
          expect(story(apply(three, ...receipts))).toEqual(['accepted', 'sent', 'undelivered']);
        },
      ),
    );
  });

  test('go by the number of segments that the carrier says', () => {
    const last = aReceipt({ segment: 'b', segmentCount: 2 });
    expect(apply(three, aReceipt({ segment: 'a', segmentCount: 2 }), last).status).toBe('delivered');
  });

  test('prove an unknown submit', () => {
    const settled = apply({ ...unknown, segmentCount: 2 }, ofSegment('a'), ofSegment('b'));
    expect(story(settled)).toEqual(['accepted', 'unknown', 'sent', 'delivered']);
  });

  test('leave no trace in the row of a text of one segment', () => {
    expect(JSON.stringify(apply(sent, ofSegment('a')))).not.toContain('deliveredSegments');
  });
});
