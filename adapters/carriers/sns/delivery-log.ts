import * as z from 'zod';
import type { Receipt } from '../../../core/receipt.ts';
import { readJson } from '../../json.ts';
import { failureOfText } from './failure-texts.ts';

/** The fields that we use of a delivery status record; `catch` because a field gone odd must not lose a receipt. */
const DeliveryRecord = z.object({
  notification: z.object({
    messageId: z.string().min(1).max(200),
    timestamp: z.string().optional().catch(undefined),
  }),
  delivery: z
    .object({
      providerResponse: z.string().catch(''),
      numberOfMessageParts: z.int().positive().optional().catch(undefined),
      dwellTimeMs: z.number().nonnegative().optional().catch(undefined),
      dwellTimeMsUntilDeviceAck: z.number().nonnegative().optional().catch(undefined),
    })
    .catch({ providerResponse: '' }),
  status: z.string(),
});
type DeliveryRecord = z.infer<typeof DeliveryRecord>;

/** `2016-06-28 00:40:34.558`, in UTC, is when it was published; the dwell time says how long it took from there. */
const occurredAt = ({ notification, delivery }: DeliveryRecord, receivedAt: Date): string | undefined => {
  const published = Date.parse(`${notification.timestamp?.trim().replace(' ', 'T')}Z`);
  const time = published + (delivery.dwellTimeMsUntilDeviceAck ?? delivery.dwellTimeMs ?? 0);
  return time <= receivedAt.getTime() ? new Date(time).toISOString() : undefined;
};

/** `Message has been accepted by phone` against `… by phone carrier`: without the handset's word it is the carrier's. */
const evidenceOf = (providerResponse: string): 'carrier' | 'handset' =>
  /accepted by phone(?!\s+carrier)/i.test(providerResponse) ? 'handset' : 'carrier';

const resultOf = ({
  status,
  delivery,
}: DeliveryRecord): Pick<Receipt, 'status' | 'failureCode' | 'evidence'> => {
  if (status === 'SUCCESS') return { status: 'delivered', evidence: evidenceOf(delivery.providerResponse) };
  if (status !== 'FAILURE') return { status: 'unrecognised' };
  const failure = failureOfText(delivery.providerResponse);
  return { status: failure.status, failureCode: failure.code };
};

/**
 * Reads the message of one event of SNS's delivery status log. Undefined for what is no delivery record. The message
 * id is SNS's own; the sender keeps a reference from it to the attempt.
 */
export const readDeliveryLog = (message: string, receivedAt: Date): Receipt | undefined => {
  const record = DeliveryRecord.safeParse(readJson(message));
  if (!record.success) return undefined;
  const { notification, delivery } = record.data;
  const happenedAt = occurredAt(record.data, receivedAt);
  return {
    carrier: 'sns',
    carrierMessageId: notification.messageId,
    ...resultOf(record.data),
    receivedAt: receivedAt.toISOString(),
    ...(happenedAt !== undefined && { occurredAt: happenedAt }),
    ...(delivery.numberOfMessageParts !== undefined && { segmentCount: delivery.numberOfMessageParts }),
  };
};
