import { attemptIdOf } from '../../../core/ids.ts';
import type { Status } from '../../../core/status.ts';
import type { History } from '../history.ts';
import type { Invocation } from '../invocation.ts';
import type { Item } from '../operand.ts';
import { stateIn } from '../rows.ts';

/** Said here once more, and not taken from the product's own table: that one is under test. */
const mayFollow: Readonly<Record<Status, readonly Status[]>> = {
  scheduled: ['accepted', 'sending', 'canceled'],
  accepted: ['sending', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'canceled', 'blocked'],
  sending: [
    'accepted',
    'sent',
    'delivered',
    'undelivered',
    'failed',
    'expired',
    'canceled',
    'blocked',
    'unknown',
  ],
  sent: ['delivered', 'undelivered', 'failed', 'expired', 'canceled', 'unknown'],
  // Back to accepted: surely not taken, or by its policy; what the row says of its attempts is checked in the end.
  unknown: ['accepted', 'sent', 'delivered', 'undelivered', 'failed', 'expired', 'canceled'],
  delivered: [],
  undelivered: [],
  failed: [],
  expired: [],
  canceled: [],
  blocked: [],
};

/** Watches each write of a status row: statuses go forward, and what was written down stays as it was. */
export const checkWrite = (
  history: History,
  now: number,
  before: Item | undefined,
  after: Item,
  by: Invocation,
): void => {
  const complain = (what: string): void => {
    history.violations.push(`${after.pk}: ${what}`);
  };
  // Other rows are nobody's status.
  if (after.messageId === undefined) return;
  const next = stateIn(after);
  const claimed = attemptIdOf(next.messageId, next.attemptCount);
  if (next.attemptCount > 0 && !history.claims.has(claimed)) history.claims.set(claimed, { at: now, by });
  if (!before) {
    const [first] = next.timeline;
    if (first?.status !== 'accepted' && first?.status !== 'scheduled')
      complain('a timeline that does not begin with the acceptance');
    return;
  }
  const previous = stateIn(before);
  if (previous.status !== next.status && !mayFollow[previous.status].includes(next.status))
    complain(`went from ${previous.status} to ${next.status}`);
  if (JSON.stringify(next.timeline.slice(0, previous.timeline.length)) !== JSON.stringify(previous.timeline))
    complain('rewrote its timeline');
  if (next.attemptCount < previous.attemptCount) complain('forgot an attempt');
  const isRelease = previous.status === 'sending' && next.status === 'accepted';
  const mayBeTaken = history.submits.some(({ attemptId, isRefused }) => attemptId === claimed && !isRefused);
  if (isRelease && mayBeTaken) complain('was released after a submit that was not refused');
  const claimant = history.claims.get(claimed)?.by;
  if (previous.status === 'sending' && next.status === 'unknown' && claimant !== by && claimant?.isRunning)
    complain('was given up while its run may still submit');
};
