import * as z from 'zod';
import { Dlt } from './dlt.ts';
import { MessageId } from './ids.ts';
import { Lane } from './lanes.ts';
import type { MessageState } from './message-state.ts';
import { Policy } from './policy.ts';
import { versioned } from './schema-version.ts';
import { Encoding } from './text/encoding.ts';
import { TwilioDetails } from './twilio-api/details.ts';

/** Why the message goes to this carrier. */
export const Route = z
  .strictObject({
    rule: z.string().meta({ description: 'The rule of the routing table that matched.' }),
    carrier: z.string(),
    considered: z
      .array(z.string())
      .min(1)
      .meta({ description: 'The carriers, in the order in which they are tried.' }),
    senders: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: 'The sender by carrier, for a message that names none.' }),
  })
  .meta({
    id: 'Route',
    description: 'The carrier, the rule that chose it and the carriers that were considered.',
  });
export type Route = z.infer<typeof Route>;

/** An accepted message: who, what, when. Written once, never changed; it holds the personal data. */
export const OutboundMessage = z.object({
  ...versioned,
  messageId: MessageId,
  tenant: z.string(),
  lane: Lane,
  /** E.164 with `+`. */
  recipient: z.string(),
  country: z.string(),
  /** HMAC-SHA-256 of the recipient in hexadecimal, cut to 128 bits: what events carry instead of the number. */
  recipientHash: z.string(),
  /** The deployer lets events show the number. */
  numberInEvents: z.literal(true).optional(),
  sender: z.string().optional(),
  /** The text as it goes out. */
  body: z.string(),
  encoding: Encoding,
  segmentCount: z.number().int().positive(),
  route: Route,
  /** Rows of before there was a choice have none. */
  policy: Policy.default('at-most-once'),
  dlt: Dlt.optional(),
  reference: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  /** Where it came in by the Twilio-compatible API. */
  twilio: TwilioDetails.optional(),
  createdAt: z.iso.datetime(),
  /** It is not submitted before. */
  sendAt: z.iso.datetime().optional(),
  /** From then on it is not sent any more. */
  expiresAt: z.iso.datetime(),
  /** SHA-256 of the request in canonical form, where an idempotency key named it. */
  requestHash: z.string().optional(),
  /** When DynamoDB may drop the row, in seconds since 1970. */
  expiresAtEpoch: z.number().int(),
});
export type OutboundMessage = z.infer<typeof OutboundMessage>;

/** What is left of a message whose content was erased. */
export const ErasedMessage = OutboundMessage.omit({
  recipient: true,
  body: true,
  sender: true,
  metadata: true,
}).extend({
  erasedAt: z.iso.datetime(),
  /** It was not only erased but deleted, which the Twilio-compatible API knows. */
  deletedAt: z.iso.datetime().optional(),
});
export type ErasedMessage = z.infer<typeof ErasedMessage>;

/** A message as it is stored. */
export const MessageRecord = z.union([ErasedMessage, OutboundMessage]);
export type MessageRecord = z.infer<typeof MessageRecord>;

export const isErased = (message: MessageRecord): message is ErasedMessage => 'erasedAt' in message;

/** Whether the message is gone for those who can delete one. */
export const isDeleted = (message: MessageRecord): boolean =>
  isErased(message) && message.deletedAt !== undefined;

/** Who the text comes from when `carrier` submits it; undefined where that is the carrier's own choice. */
export const senderThrough = (carrier: string, { sender, route }: OutboundMessage): string | undefined =>
  sender ?? route.senders?.[carrier];

/** The state of a message that no step has touched yet: accepted, or scheduled where it is to be sent later. */
export const acceptedState = (message: MessageRecord): MessageState => ({
  messageId: message.messageId,
  tenant: message.tenant,
  lane: message.lane,
  status: message.sendAt === undefined ? 'accepted' : 'scheduled',
  timeline: [{ status: message.sendAt === undefined ? 'accepted' : 'scheduled', at: message.createdAt }],
  attemptCount: 0,
  attempts: [],
  segmentCount: message.segmentCount,
  recipientHash: message.recipientHash,
  ...(message.numberInEvents && !isErased(message) && { recipientNumber: message.recipient }),
  country: message.country,
  ...(message.reference !== undefined && { reference: message.reference }),
  ...(message.twilio?.statusCallback !== undefined && { callback: true as const }),
  expiresAtEpoch: message.expiresAtEpoch,
});
