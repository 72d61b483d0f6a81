import type { Carrier } from '../../core/carrier.ts';
import { attemptIdOf, type MessageId } from '../../core/ids.ts';
import type { Attempt } from '../../core/message-state.ts';
import { type OutboundMessage, senderThrough } from '../../core/outbound-message.ts';
import type { MessageIndex, StatusStore } from '../../core/ports.ts';
import { rivalryMs, unsettledAttempt } from '../../core/settlement.ts';
import { type Finding, unclear } from './finding.ts';

export type LookUpDeps = {
  readonly index: MessageIndex;
  readonly statuses: Pick<StatusStore, 'find'>;
};

/** The longest that the carrier may take to answer, in milliseconds. */
const lookUpDeadlineMs = 3_000;

/** Messages to the same recipient that are told apart from the one in question. */
const mostOthers = 50;

/** What is known of the tenant's other messages to the recipient, erased ones among them. */
const othersOf = async (
  { index, statuses }: LookUpDeps,
  { messageId, tenant, recipientHash }: OutboundMessage,
) => {
  const newest = await index.page(
    { index: 'byRecipient', tenant, recipientHash },
    { from: '0', until: '9', order: 'newest first', limit: mostOthers },
  );
  const found = await Promise.all(
    newest.filter((other) => other.messageId !== messageId).map((other) => statuses.find(other.messageId)),
  );
  return found.flatMap((stored) => stored?.state ?? []);
};

/** Whether what the carrier has may be one of these other attempts, whose outcome is open as well. */
const haveRival = (others: readonly Attempt[], { carrier, claimedAt }: Attempt): boolean =>
  others.some(
    (other) =>
      (other.result === 'pending' || other.result === 'ambiguous') &&
      other.carrier === carrier &&
      Math.abs(Date.parse(other.claimedAt) - Date.parse(claimedAt)) < rivalryMs,
  );

/** Whether the attempt, and no other, is what leaves the message open, now that the carrier has answered. */
const isStillOpen = async ({ statuses }: LookUpDeps, messageId: MessageId, attempt: Attempt) => {
  const stored = await statuses.find(messageId);
  if (!stored || !unsettledAttempt(stored.state, attempt.number)) return false;
  return !haveRival(
    stored.state.attempts.filter(({ number }) => number !== attempt.number),
    attempt,
  );
};

/**
 * Asks the carrier what became of an attempt, once nothing found means that there is nothing. A carrier that keeps
 * nothing of ours answers with what went to the recipient at that time: what belongs to another message is left out, and
 * where two attempts may claim the same, the answer proves nothing. Nor does it where the message was released
 * meanwhile, since what was found may be the next attempt.
 */
export const lookUp = async (
  deps: LookUpDeps,
  carrier: Carrier,
  message: OutboundMessage,
  attempt: Attempt,
): Promise<Finding> => {
  const attemptId = attemptIdOf(message.messageId, attempt.number);
  const sender = senderThrough(carrier.name, message);
  const answer = await carrier.lookup?.({
    attemptId,
    recipient: message.recipient,
    ...(sender !== undefined && { sender }),
    text: message.body,
    submittedAt: new Date(attempt.claimedAt),
    deadlineMs: lookUpDeadlineMs,
  });
  if (answer?.kind !== 'found') return unclear;

  const own = answer.receipts.filter((receipt) => receipt.attemptId === attemptId);
  if (own.length > 0) return { kind: 'taken', receipts: own };
  const anonymous = answer.receipts.filter((receipt) => receipt.attemptId === undefined);
  const others = anonymous.length > 0 ? await othersOf(deps, message) : [];
  const theirs = new Set(
    others.flatMap(({ attempts }) => attempts.flatMap(({ carrierMessageId }) => carrierMessageId ?? [])),
  );
  const [receipt, ...more] = anonymous.filter(({ carrierMessageId }) => !theirs.has(carrierMessageId));
  if (!receipt) return { kind: 'absent' };
  if (more.length > 0 || others.some(({ attempts }) => haveRival(attempts, attempt))) return unclear;
  if (!(await isStillOpen(deps, message.messageId, attempt))) return unclear;
  return { kind: 'taken', receipts: [{ ...receipt, attemptId }] };
};
