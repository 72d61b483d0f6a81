import * as z from 'zod';
import type { WebhookRequest } from '../../../core/carrier.ts';
import type { ReceiptStatus } from '../../../core/receipt.ts';
import { readJson } from '../../json.ts';
import { codeTable } from '../code-table.ts';
import { inboundOf } from '../read-inbound.ts';
import { type ReceiptFacts, receiptOf, unreadable, type WebhookReading } from '../read-receipt.ts';
import { isoTime } from '../times.ts';
import { failureOfTelnyxCode } from './error-codes.ts';

const statusOfWord = codeTable<ReceiptStatus>({
  queued: 'pending',
  sending: 'pending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  expired: 'expired',
  sending_failed: 'failed',
  delivery_failed: 'undelivered',
  // The network took it and will say no more: not a failure
  delivery_unconfirmed: 'sent',
});

/** Tolerant: what we don't need may be anything. */
const Event = z.object({
  data: z.object({
    event_type: z.string(),
    occurred_at: z.string().optional().catch(undefined),
    payload: z.looseObject({
      id: z.string().optional(),
      from: z.object({ phone_number: z.string().optional() }).optional().catch(undefined),
      text: z.string().optional().catch(undefined),
      to: z
        .array(z.object({ status: z.string(), phone_number: z.string().optional() }))
        .min(1)
        .optional()
        .catch(undefined),
      errors: z
        .array(z.object({ code: z.coerce.string().regex(/^\d{1,10}$/) }))
        .optional()
        .catch(undefined),
      parts: z.number().int().positive().optional().catch(undefined),
      webhook_url: z.string().nullish().catch(undefined),
    }),
  }),
});

/** What a status and an error code of Telnyx's mean, in a webhook as in a detail record. */
export const factsOfTelnyxStatus = (
  word: string,
  carrierCode: string | undefined,
): Pick<ReceiptFacts, 'status' | 'failureCode' | 'carrierCode' | 'isRead'> => ({
  status: statusOfWord(word),
  failureCode: failureOfTelnyxCode(carrierCode),
  carrierCode,
  isRead: word === 'read',
});

/**
 * Reads a webhook whose signature was verified. The signature covers the body and not the URL, so the attempt that the
 * URL names has to be the one that the body says.
 */
export const readTelnyxWebhook = (request: WebhookRequest): WebhookReading => {
  const event = Event.safeParse(readJson(request.body));
  if (!event.success) return unreadable('not an event of a message');
  const { event_type: type, occurred_at, payload } = event.data.data;
  if (type === 'message.received') {
    return inboundOf('telnyx', {
      carrierMessageId: payload.id,
      sender: payload.from?.phone_number,
      recipient: payload.to?.[0]?.phone_number,
      text: payload.text,
    });
  }
  const word = payload.to?.[0]?.status;
  if (word === undefined) return unreadable('no status');
  if (payload.webhook_url && !payload.webhook_url.endsWith(`/${request.token}`)) {
    return unreadable('the URL names another attempt than the body');
  }

  return receiptOf('telnyx', request, {
    carrierMessageId: payload.id,
    ...factsOfTelnyxStatus(word, payload.errors?.[0]?.code),
    occurredAt: isoTime(occurred_at),
    segmentCount: payload.parts,
  });
};
