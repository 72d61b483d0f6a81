import * as z from 'zod';
import { FailureCode } from './failures.ts';
import { MessageId } from './ids.ts';
import { Lane } from './lanes.ts';
import { versioned } from './schema-version.ts';
import { Status } from './status.ts';

/**
 * What is tried first to settle an unknown outcome: ask the carrier, submit again under the token by which it drops
 * doubles, act by the message's policy at the deadline, or nothing. A receipt settles it at any time.
 */
export const Resolution = z.enum(['lookup', 'resubmit', 'policy', 'none']);
export type Resolution = z.infer<typeof Resolution>;

/** One claim and the submit that followed it. */
export const Attempt = z.object({
  number: z.number().int().positive(),
  carrier: z.string(),
  claimedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
  result: z.enum(['pending', 'accepted', 'refused', 'ambiguous', 'absent', 'notSubmitted']).meta({
    description:
      "`pending` after the claim, then what the carrier's answer meant; `absent`: asked later, it had never taken it.",
  }),
  carrierMessageId: z.string().optional(),
  failureCode: FailureCode.optional(),
  carrierCode: z.string().optional(),
  deliveredSegments: z.array(z.string()).optional().meta({
    description: 'Segments that were reported delivered one by one; all of them make the message delivered.',
  }),
});
export type Attempt = z.infer<typeof Attempt>;

/** One change of status, with all that its event says. Its index in the timeline is its version. */
export const TimelineEntry = z.object({
  status: Status,
  at: z.iso.datetime(),
  carrier: z.string().optional(),
  attempt: z
    .number()
    .int()
    .positive()
    .optional()
    .meta({ description: 'With `unknown`: the attempt whose outcome is not known.' }),
  resolution: Resolution.optional(),
  possibleDuplicate: z.literal(true).optional(),
  carrierMessageId: z.string().optional(),
  billedSegmentCount: z
    .number()
    .int()
    .positive()
    .optional()
    .meta({ description: 'What the carrier billed by then, where it counts otherwise than we do.' }),
  failureCode: FailureCode.optional(),
  carrierCode: z.string().optional(),
  evidence: z
    .enum(['carrier', 'handset'])
    .optional()
    .meta({ description: 'Whose word a delivery rests on.' }),
  contradicts: Status.optional().meta({
    description: 'The final status that a receipt contradicts: recorded and published, but the status stays.',
  }),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/**
 * The hot row of a message: small, without number or text. The timeline is the version: entry 0 is the acceptance,
 * and each later entry is one event on the bus.
 */
export const MessageState = z.object({
  ...versioned,
  messageId: MessageId,
  tenant: z.string(),
  lane: Lane,
  status: Status,
  timeline: z.array(TimelineEntry).min(1),
  attemptCount: z.number().int().nonnegative(),
  /** The newest attempts and each that may have been taken, oldest first. */
  attempts: z.array(Attempt),
  /** The attempt that may have been taken, and after which the policy let another follow: that happens once. */
  policyReleasedAttempt: z.number().int().positive().optional(),
  /** Two submits may have been taken, neither of which was surely refused. */
  possibleDuplicate: z.literal(true).optional(),
  segmentCount: z.number().int().positive(),
  /** What the carrier billed, where it counts otherwise than we do. */
  billedSegmentCount: z.number().int().positive().optional(),
  recipientHash: z.string(),
  /** E.164 with `+`, only where the deployer lets events show it. */
  recipientNumber: z.string().optional(),
  country: z.string(),
  reference: z.string().optional(),
  /** Whether its changes are posted to a URL that came with the message. */
  callback: z.literal(true).optional(),
  /** When DynamoDB may drop the row, in seconds since 1970. */
  expiresAtEpoch: z.number().int(),
});
export type MessageState = z.infer<typeof MessageState>;

/** How many changes of status there were: the newest timeline entry's index. */
export const versionOf = (state: MessageState): number => state.timeline.length - 1;
