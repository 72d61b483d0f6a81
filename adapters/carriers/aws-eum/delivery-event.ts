import * as z from 'zod';
import type { FailureCode } from '../../../core/failures.ts';
import { AttemptId } from '../../../core/ids.ts';
import type { Receipt, ReceiptStatus } from '../../../core/receipt.ts';

/** The fields that we use of a text's event; `catch` because a field gone odd must not lose a receipt. */
const DeliveryEvent = z.object({
  eventType: z.string().startsWith('TEXT_'),
  messageId: z.string().min(1).max(200),
  isFinal: z.boolean().optional().catch(undefined),
  /** Milliseconds since 1970. */
  eventTimestamp: z.number().min(0).optional().catch(undefined),
  totalMessageParts: z.int().positive().optional().catch(undefined),
  context: z.object({ attemptId: AttemptId }).optional().catch(undefined),
});
type DeliveryEvent = z.infer<typeof DeliveryEvent>;

type Result = {
  readonly status: ReceiptStatus;
  readonly failureCode?: FailureCode;
  readonly evidence?: 'carrier' | 'handset';
};

/** How a text ended. `failed`: it never left AWS; `undelivered`: it did, in vain. */
const ends: Readonly<Record<string, Result>> = {
  TEXT_DELIVERED: { status: 'delivered', evidence: 'handset' },
  TEXT_SUCCESSFUL: { status: 'delivered', evidence: 'carrier' },
  TEXT_BLOCKED: { status: 'undelivered', failureCode: 'recipient_blocked' },
  TEXT_CARRIER_BLOCKED: { status: 'undelivered', failureCode: 'carrier_blocked' },
  TEXT_CARRIER_UNREACHABLE: { status: 'undelivered', failureCode: 'carrier_unreachable' },
  TEXT_INVALID: { status: 'failed', failureCode: 'invalid_destination' },
  TEXT_INVALID_MESSAGE: { status: 'failed', failureCode: 'content_rejected' },
  TEXT_PROTECT_BLOCKED: { status: 'failed', failureCode: 'permission' },
  TEXT_SPAM: { status: 'undelivered', failureCode: 'spam_filtered' },
  TEXT_TTL_EXPIRED: { status: 'expired', failureCode: 'validity_passed' },
  TEXT_UNREACHABLE: { status: 'undelivered', failureCode: 'unreachable_handset' },
};

/** What is said on the way. `TEXT_UNKNOWN` comes after 72 hours in which the network said nothing. */
const steps: Readonly<Record<string, Result>> = {
  TEXT_QUEUED: { status: 'pending' },
  TEXT_PENDING: { status: 'pending' },
  TEXT_SENT: { status: 'sent' },
};

const resultOf = ({ eventType, isFinal }: DeliveryEvent): Result => {
  const end = Object.hasOwn(ends, eventType) ? ends[eventType] : undefined;
  // The network has the text but has not done with it
  if (end && isFinal === false) return { status: 'sent' };
  return (
    end ?? (Object.hasOwn(steps, eventType) ? steps[eventType] : undefined) ?? { status: 'unrecognised' }
  );
};

/** The event's own word, where it explains more than our status. */
const carrierCodeOf = (eventType: string, { status, failureCode }: Result) =>
  (failureCode !== undefined || status === 'unrecognised') && /^[A-Z_]{1,60}$/.test(eventType)
    ? { carrierCode: eventType }
    : {};

/**
 * Reads one event of a text, as EventBridge has it in `detail` and as a log line of a configuration set's event
 * destination. Undefined for what is no such event. The attempt id is there where the event has our context; without
 * it, the reference that the sender keeps leads to the text.
 */
export const readDeliveryEvent = (detail: unknown, receivedAt: Date): Receipt | undefined => {
  const read = DeliveryEvent.safeParse(detail);
  if (!read.success) return undefined;
  const { messageId, context, eventType, eventTimestamp, totalMessageParts } = read.data;
  const result = resultOf(read.data);
  return {
    carrier: 'aws-eum',
    carrierMessageId: messageId,
    ...(context && { attemptId: context.attemptId }),
    ...result,
    ...carrierCodeOf(eventType, result),
    receivedAt: receivedAt.toISOString(),
    ...(eventTimestamp !== undefined &&
      eventTimestamp <= receivedAt.getTime() && { occurredAt: new Date(eventTimestamp).toISOString() }),
    ...(totalMessageParts !== undefined && { segmentCount: totalMessageParts }),
  };
};
