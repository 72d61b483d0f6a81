import type { MessageState } from '../message-state.ts';
import type { MessageRecord } from '../outbound-message.ts';
import { secondsUntilDue, waitsInIndex } from '../send-time.ts';

/**
 * - `submit`: an entry for the message's lane. The sender submits it, lets it expire, or gives its claim up.
 * - `close`: an entry that closes it, because its receipt will not come any more.
 */
export type Work = { readonly kind: 'submit'; readonly delaySeconds: number } | { readonly kind: 'close' };

/** A claim that is this old was made by an invocation that is surely over, in milliseconds. */
const deadClaimMs = 120_000;

const submit = (delaySeconds = 0): Work => ({ kind: 'submit', delaySeconds });

/** Whether the message was sent so long ago that its receipt will not come any more. */
export const lacksReceipt = (
  { status, timeline }: MessageState,
  now: Date,
  receiptTimeoutMs: number,
): boolean => {
  const sent = timeline.findLast((entry) => entry.status === 'sent');
  return status === 'sent' && sent !== undefined && now.getTime() - Date.parse(sent.at) >= receiptTimeoutMs;
};

/** How long after its time a canceled message is still looked at, in milliseconds. */
const lateMs = 600_000;

/**
 * Canceled while it waited in the index alone: the cancel may have crashed before its event went out, and only the
 * entry that the message gets when it falls due sees to that.
 */
const isOnlyInIndex = (message: MessageRecord, now: Date): boolean =>
  waitsInIndex(message) &&
  secondsUntilDue(message, now) !== Number.POSITIVE_INFINITY &&
  now.getTime() - Date.parse(message.sendAt ?? message.createdAt) < lateMs;

/**
 * What a message needs now that no queue entry may be left for. An accepted one gets no second entry while it is worth
 * sending: its entry waits in its queue, or its request was answered with an error and has been repeated.
 */
export const workOf = (
  message: MessageRecord,
  state: MessageState,
  now: Date,
  receiptTimeoutMs: number,
): Work | undefined => {
  const attempt = state.attempts.at(-1);
  switch (state.status) {
    case 'scheduled': {
      const delaySeconds = secondsUntilDue(message, now);
      return delaySeconds === Number.POSITIVE_INFINITY ? undefined : submit(delaySeconds);
    }
    case 'accepted':
      return now.toISOString() >= message.expiresAt ? submit() : undefined;
    case 'sending':
      return attempt && now.getTime() - Date.parse(attempt.claimedAt) > deadClaimMs ? submit() : undefined;
    case 'canceled':
      return isOnlyInIndex(message, now) ? submit(secondsUntilDue(message, now)) : undefined;
    case 'sent':
      return lacksReceipt(state, now, receiptTimeoutMs) ? { kind: 'close' } : undefined;
    default:
      return undefined;
  }
};
