import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyReceipt } from '../../core/apply-receipt.ts';
import { cancel } from '../../core/cancel.ts';
import type { FailureKind } from '../../core/failures.ts';
import { attemptIdOf } from '../../core/ids.ts';
import { abandonClaim, claim, claimability, recordOutcome } from '../../core/lifecycle.ts';
import { type MessageState, versionOf } from '../../core/message-state.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import { refuseClaim, returnClaim } from '../../core/refuse-claim.ts';
import { releaseAbsent, releaseByPolicy } from '../../core/release.ts';
import { aMessage, aReceipt, messageId } from '../support/builders.ts';

const at = new Date('2026-11-01T12:00:10.000Z');
const isClaimable = (state: MessageState) => claimability(state, at, 30_000) === 'claimable';
const claimed = claim(acceptedState(aMessage()), 'twilio', at);
const no = (kind: FailureKind) => ({ ok: false, failure: { kind, code: 'provider_error' } }) as const;

/** Everything that may happen to a row, each on condition as its step has it. */
const happenings = {
  claim: (state) => (isClaimable(state) ? claim(state, 'twilio', at) : state),
  accept: (state) =>
    recordOutcome(state, state.attemptCount, { ok: true, value: { carrierMessageId: 'c' } }, at),
  refuse: (state) => recordOutcome(state, state.attemptCount, no('permanent'), at),
  throttle: (state) => recordOutcome(state, state.attemptCount, no('temporary'), at),
  lose: (state) => recordOutcome(state, state.attemptCount, no('ambiguous'), at, 'lookup'),
  abandon: (state) => (state.status === 'sending' ? abandonClaim(state, at) : state),
  block: (state) =>
    refuseClaim(state, state.attemptCount, { status: 'blocked', failureCode: 'opted_out' }, at),
  giveBack: (state) => returnClaim(state, state.attemptCount, at),
  findAbsent: (state) => releaseAbsent(state, state.attemptCount),
  actByPolicy: (state) => releaseByPolicy(state, state.attemptCount),
  receiveFirst: (state) =>
    state.attemptCount > 0
      ? applyReceipt(state, aReceipt({ attemptId: attemptIdOf(messageId, 1), carrierMessageId: 'a' }), at)
      : state,
  receiveLast: (state) =>
    state.attemptCount > 0
      ? applyReceipt(
          state,
          aReceipt({ attemptId: attemptIdOf(messageId, state.attemptCount), status: 'sent' }),
          at,
        )
      : state,
} as const satisfies Record<string, (state: MessageState) => MessageState>;

const story = fc.array(fc.constantFrom(...Object.values(happenings)), { maxLength: 24 });
const laws = (law: (before: MessageState, after: MessageState) => void) =>
  fc.assert(
    fc.property(story, (steps) => {
      steps.reduce((before, step) => {
        const after = step(before);
        law(before, after);
        return after;
      }, acceptedState(aMessage()));
    }),
    { numRuns: 2_000 },
  );
const mayBeTaken = ({ attempts }: MessageState): number =>
  attempts.filter(({ result }) => ['pending', 'accepted', 'ambiguous'].includes(result)).length;

describe('whatever happens to a message', () => {
  test('its timeline only grows, and ends in its status or in what released it', () => {
    laws((before, after) => {
      expect(after.timeline.slice(0, before.timeline.length)).toEqual(before.timeline);
      const told = after.timeline.findLast(({ contradicts }) => contradicts === undefined)?.status;
      if (!['accepted', 'sending'].includes(after.status)) expect(told).toBe(after.status);
      expect(versionOf(after) - versionOf(before)).toBeLessThanOrEqual(2);
    });
  });

  test('it is submitted while another submit may have been taken only after the policy allowed it', () => {
    laws((before, after) => {
      if (after.attemptCount > before.attemptCount && mayBeTaken(before) > 0) {
        expect(before.policyReleasedAttempt).toBeDefined();
      }
    });
  });

  test('the policy lets go of one attempt at most', () => {
    laws((before, after) => {
      if (before.policyReleasedAttempt !== undefined) {
        expect(after.policyReleasedAttempt).toBe(before.policyReleasedAttempt);
      }
    });
  });

  test('it says that there may be a duplicate exactly when two submits may have been taken', () => {
    laws((_, after) => {
      if (after.attemptCount <= 10) expect(after.possibleDuplicate ?? false).toBe(mayBeTaken(after) > 1);
    });
  });

  test('it fails or is blocked only when no submit may have been taken', () => {
    laws((before, after) => {
      if (before.status !== after.status && ['failed', 'blocked'].includes(after.status)) {
        expect(mayBeTaken(after)).toBe(0);
      }
    });
  });

  test('it does not stay in sending once its attempt has ended', () => {
    laws((_, after) => {
      if (after.status === 'sending') expect(after.attempts.at(-1)?.result).toBe('pending');
    });
  });
});

describe('a claim', () => {
  test('that could not be checked is given back, and another may be made', () => {
    const returned = returnClaim(claimed, 1, at);
    expect(returned).toMatchObject({ status: 'accepted', attempts: [{ result: 'notSubmitted' }] });
    expect(isClaimable(returned)).toBe(true);
  });

  test('that was refused ends the message with the reason', () => {
    const refused = refuseClaim(claimed, 1, { status: 'blocked', failureCode: 'opted_out' }, at);
    expect(refused.timeline.at(-1)).toEqual({
      status: 'blocked',
      at: at.toISOString(),
      failureCode: 'opted_out',
    });
  });

  test('that was given up as stale is neither refused nor given back', () => {
    const unknown = abandonClaim(claimed, at);
    expect(returnClaim(unknown, 1, at)).toBe(unknown);
    expect(refuseClaim(unknown, 1, { status: 'blocked', failureCode: 'opted_out' }, at)).toBe(unknown);
  });
});

test('a message is not canceled that the policy lets follow a submit which may have been taken', () => {
  const released = releaseByPolicy(abandonClaim(claimed, at), 1);
  expect(released.status).toBe('accepted');
  expect(cancel(released, at)).toBe(released);
});

test('a canceled message is past being claimed', () => {
  expect(claimability({ ...acceptedState(aMessage()), status: 'canceled' }, at, 30_000)).toBe('past');
});

test('an attempt that may have been taken is kept, however many follow it that were not', () => {
  const released = releaseByPolicy(abandonClaim(claimed, at), 1);
  const throttled = Array.from({ length: 12 }).reduce<MessageState>(
    (state) => recordOutcome(claim(state, 'twilio', at), state.attemptCount + 1, no('temporary'), at),
    released,
  );
  expect(throttled.attempts.map(({ number }) => number)).toEqual([1, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect(throttled.possibleDuplicate).toBeUndefined();
  expect(claim(throttled, 'twilio', at).possibleDuplicate).toBe(true);
  // A row that an earlier version cut down to its newest attempts
  const cut = { ...throttled, attempts: throttled.attempts.slice(1) };
  expect(claim(cut, 'twilio', at).possibleDuplicate).toBe(true);
});
