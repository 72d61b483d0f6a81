import * as z from 'zod';
import type { WebhookRequest } from '../../../core/carrier.ts';
import type { ReceiptStatus } from '../../../core/receipt.ts';
import { readJson } from '../../json.ts';
import { codeTable } from '../code-table.ts';
import { inboundOf } from '../read-inbound.ts';
import { receiptOf, unreadable, type WebhookReading } from '../read-receipt.ts';
import { isoTime } from '../times.ts';
import { codeOfType } from './messages-answer.ts';
import { failureOfMessagesCode } from './messages-codes.ts';

const statusOfWord = codeTable<ReceiptStatus>({
  submitted: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  rejected: 'failed',
  undeliverable: 'undelivered',
});

/** Tolerant: what we don't need may be anything. */
const StatusEvent = z.object({
  message_uuid: z.string().optional(),
  status: z.string().optional(),
  timestamp: z.string().optional().catch(undefined),
  client_ref: z.string().nullish(),
  message_type: z.string().optional().catch(undefined),
  from: z.string().optional().catch(undefined),
  to: z.string().optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  error: z
    .object({ type: z.string().optional().catch(undefined), title: z.coerce.string().optional() })
    .optional()
    .catch(undefined),
});
type StatusEvent = z.infer<typeof StatusEvent>;

const codeOf = ({ error }: StatusEvent): string | undefined =>
  /^\d{4}$/.test(error?.title ?? '') ? error?.title : codeOfType(error?.type);

/**
 * Reads a receipt whose signature was verified. The signature covers the body and not the URL, so the attempt that the
 * URL names has to be the one that the body names.
 */
export const readMessagesWebhook = (request: WebhookRequest): WebhookReading => {
  const event = StatusEvent.safeParse(readJson(request.body));
  if (!event.success) return unreadable('not an event of a message');
  const { message_uuid, status: word, client_ref, timestamp, message_type, from, to, text } = event.data;
  if (word === undefined) {
    return message_type === undefined
      ? unreadable('no status')
      : inboundOf('vonage', { carrierMessageId: message_uuid, sender: from, recipient: to, text });
  }
  if ((client_ref ?? request.token) !== request.token) {
    return unreadable('the URL names another attempt than the body');
  }

  const carrierCode = codeOf(event.data);
  return receiptOf('vonage', request, {
    carrierMessageId: message_uuid,
    status: statusOfWord(word),
    occurredAt: isoTime(timestamp),
    failureCode: failureOfMessagesCode(carrierCode),
    carrierCode,
    isRead: word === 'read',
  });
};
