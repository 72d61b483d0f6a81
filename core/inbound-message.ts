import * as z from 'zod';

/** A text from a handset to one of our numbers (MO), after verification and parsing. */
export const InboundMessage = z.strictObject({
  carrier: z.string(),
  carrierMessageId: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  /** Whom it is from: E.164 with `+`, or as the network names a sender that is no number. */
  sender: z.string().min(1).max(50),
  /** Which of our numbers it was sent to: E.164 with `+`, or a short code. */
  recipient: z.string().min(1).max(50),
  /** Empty where somebody sent nothing but a picture. */
  text: z.string().max(10_000),
  /** What the carrier takes it for, or took out of it: it counts where the text itself is no keyword. */
  keyword: z.string().max(100).optional(),
  /** When it was sent, by the carrier's clock, ISO 8601 in UTC. */
  sentAt: z.iso.datetime().optional(),
});
export type InboundMessage = z.infer<typeof InboundMessage>;
