import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyReceipt } from '../../core/apply-receipt.ts';
import { attemptIdOf } from '../../core/ids.ts';
import { abandonClaim, claim, recordOutcome } from '../../core/lifecycle.ts';
import type { MessageState } from '../../core/message-state.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import type { Receipt, ReceiptStatus } from '../../core/receipt.ts';
import { isSame } from '../../core/transition.ts';
import { aMessage, aReceipt, messageId } from '../support/builders.ts';

/**
 * The law: what the receipts of a text make of it depends on which receipts there are, and not on when or how often
 * they come, nor on whether our own answer to the submit is before, between or after them. `sorted` is the order in
 * which a carrier means them.
 *
 * Two final receipts that contradict each other are outside of the law, because the first that comes wins by design.
 * Then the law is weaker: both are written down, whichever wins.
 */
const at = new Date('2026-11-01T12:00:10.000Z');

type Step = (state: MessageState) => MessageState;

const report =
  (overrides: Partial<Receipt>): Step =>
  (state) =>
    applyReceipt(state, aReceipt(overrides), at);

/** Our own knowledge of the submit: its answer, or that there will be none. */
const ends: Readonly<Record<string, Step>> = {
  answered: (state) => recordOutcome(state, 1, { ok: true, value: { carrierMessageId: 'c1' } }, at),
  unanswered: (state) =>
    recordOutcome(state, 1, { ok: false, failure: { kind: 'ambiguous', code: 'outcome_unknown' } }, at),
  // Its run was killed, and an entry finds the claim; a receipt may have been faster.
  killed: (state) => (state.status === 'sending' ? abandonClaim(state, at) : state),
};

const finals = [
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'canceled',
] as const satisfies ReceiptStatus[];
const onTheWay = ['pending', 'sent', 'unrecognised'] as const satisfies ReceiptStatus[];

const begun = (segmentCount: number): MessageState =>
  claim(acceptedState(aMessage({ segmentCount })), 'twilio', at);

/** What must be the same: where the message stands, what the attempt came to, and what is known of the text. */
const essence = ({ status, attempts, billedSegmentCount, timeline }: MessageState) => ({
  status,
  billedSegmentCount,
  attempts: attempts.map(({ number, result, carrierMessageId }) => ({ number, result, carrierMessageId })),
  told: new Set(
    timeline.filter(({ status: told }) => told !== 'unknown' && told !== 'sent').map((one) => one.status),
  ),
});

/** The receipts of one text, each once or more. */
const story = fc.record({
  end: fc.constantFrom(...Object.keys(ends)),
  before: fc.subarray([...onTheWay]),
  final: fc.constantFrom(...finals),
  segments: fc.integer({ min: 1, max: 3 }),
  doubled: fc.integer({ min: 0, max: 3 }),
  foreign: fc.boolean(),
  seed: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
});

const shuffled = <T>(list: readonly T[], keys: readonly number[]): T[] =>
  list
    .map((value, i) => ({ value, key: keys[i % keys.length] ?? 0, i }))
    .sort((a, b) => a.key - b.key || a.i - b.i)
    .map(({ value }) => value);

const run = (state: MessageState, steps: readonly Step[]): MessageState =>
  steps.reduce((before, step) => step(before), state);

test('10,000 shuffled, doubled, early and late receipts end as the sorted ones do', () => {
  fc.assert(
    fc.property(story, ({ end, before, final, segments, doubled, foreign, seed }) => {
      const own = ends[end];
      if (!own) throw new Error(end);
      const finalReceipts =
        final === 'delivered' && segments > 1
          ? Array.from({ length: segments }, (_, i) => report({ status: final, segment: `${i}` }))
          : [report({ status: final })];
      const sorted = [own, ...before.map((status) => report({ status })), ...finalReceipts];
      // Of an attempt that was never made: it proves nothing of this one.
      const stray = foreign
        ? [report({ status: 'sent', attemptId: attemptIdOf(messageId, 2), carrierMessageId: 'c9' })]
        : [];
      const extra = sorted.slice(1, 1 + doubled);
      const jumbled = shuffled([...sorted, ...extra, ...stray], seed);

      expect(essence(run(begun(segments), jumbled))).toEqual(essence(run(begun(segments), sorted)));
    }),
    { numRuns: 10_000 },
  );
});

test('of receipts that contradict each other the first wins in any order, and each is written down once', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom(...finals), { minLength: 2 }),
      fc.integer({ min: 0, max: 3 }),
      fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      (statuses, doubled, seed) => {
        const order = shuffled([...statuses, ...statuses.slice(0, doubled)], seed);
        const state = run(
          begun(1),
          order.map((status) => report({ status })),
        );
        expect(state.status).toBe(order[0]);
        const told = state.timeline.slice(2).map(({ status }) => status);
        expect([...told].sort()).toEqual([...statuses].sort());
        expect(state.timeline.filter(({ contradicts }) => contradicts !== undefined)).toHaveLength(
          statuses.length - 1,
        );
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a receipt that is no news to a row is none to any later one, so that a row may be a little old', () => {
  const receipts = fc.record({
    status: fc.constantFrom(...finals, ...onTheWay),
    attempt: fc.constantFrom(1, 2),
  });
  const receiptStep = ({ status, attempt }: { status: ReceiptStatus; attempt: number }): Step =>
    report({ status, attemptId: attemptIdOf(messageId, attempt), carrierMessageId: `c${attempt}` });
  /** The first attempt is refused for now, and a second one claimed. */
  const again: Step = (state) => {
    const refused = { ok: false, failure: { kind: 'temporary', code: 'throttled' } } as const;
    const after = state.attemptCount === 1 ? recordOutcome(state, 1, refused, at) : state;
    return after.status === 'accepted' ? claim(after, 'twilio', at) : after;
  };
  const steps = fc.array(
    fc.oneof(receipts.map(receiptStep), fc.constantFrom(again, ...Object.values(ends))),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(steps, steps, receipts, (before, meanwhile, receipt) => {
      const old = run(begun(1), before);
      const merge = receiptStep(receipt);
      fc.pre(isSame(merge(old), old));
      const later = run(old, meanwhile);
      expect(merge(later)).toEqual(later);
    }),
    { numRuns: 2_000 },
  );
});
