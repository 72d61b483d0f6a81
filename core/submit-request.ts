import type { SubmitRequest } from './carrier.ts';
import { attemptIdOf } from './ids.ts';
import type { Attempt } from './message-state.ts';
import { type OutboundMessage, senderThrough } from './outbound-message.ts';

/** What an attempt submits to its carrier: made again for the same attempt, it names the same attempt id. */
export const submitRequestOf = (
  message: OutboundMessage,
  { number, carrier }: Pick<Attempt, 'number' | 'carrier'>,
  now: Date,
  deadlineMs: number,
): SubmitRequest => {
  const sender = senderThrough(carrier, message);
  return {
    messageId: message.messageId,
    attemptId: attemptIdOf(message.messageId, number),
    recipient: message.recipient,
    ...(sender !== undefined && { sender }),
    text: message.body,
    encoding: message.encoding,
    lane: message.lane,
    ...(message.dlt && { dlt: message.dlt }),
    validitySeconds: Math.max(1, Math.floor((Date.parse(message.expiresAt) - now.getTime()) / 1000)),
    deadlineMs,
  };
};
