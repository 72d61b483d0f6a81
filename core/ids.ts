import * as z from 'zod';

const hex128 = z.string().regex(/^[0-9a-f]{32}$/, '32 lower-case hexadecimal digits');

/** `msg_` and 128 bits in hexadecimal: time-ordered and random, or derived from tenant and idempotency key. */
export const MessageId = z.templateLiteral(['msg_', hex128]).meta({
  id: 'MessageId',
  description: 'Our identifier of a message.',
  examples: ['msg_019aa2f04c7e7d3a9b1c5e8f20416d3b'],
});
export type MessageId = z.infer<typeof MessageId>;

/** `att_`, the 128 bits of the message and the number of the attempt: names one submit to one carrier. */
export const AttemptId = z.templateLiteral(['att_', hex128, '_', z.number().int().positive()]);
export type AttemptId = z.infer<typeof AttemptId>;

/** The attempt id that travels to the carrier, so that its receipt finds our row without an index. */
export const attemptIdOf = (messageId: MessageId, attempt: number): AttemptId =>
  `att_${messageId.slice('msg_'.length)}_${attempt}`;

/** The message and the number of the attempt that an attempt id names. */
export const parseAttemptId = (attemptId: AttemptId): { messageId: MessageId; attempt: number } => {
  const [, hex, attempt] = attemptId.split('_');
  return { messageId: `msg_${hex}`, attempt: Number(attempt) };
};
