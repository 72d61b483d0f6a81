import type { WebhookRequest } from '../../../core/carrier.ts';
import type { ReceiptStatus } from '../../../core/receipt.ts';
import { codeTable } from '../code-table.ts';
import { readForm } from '../form-body.ts';
import { inboundOf } from '../read-inbound.ts';
import { type ReceiptFacts, receiptOf, unreadable, type WebhookReading } from '../read-receipt.ts';
import { failureOfPlivoCode } from './error-codes.ts';

const statusOfWord = codeTable<ReceiptStatus>({
  queued: 'pending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  rejected: 'failed',
});

/** `PartInfo`: "1 of 2". */
const segmentCountOf = (partInfo: string | undefined): number | undefined => {
  const [, count] = /^\d{1,3} of ([1-9]\d{0,2})$/.exec(partInfo ?? '') ?? [];
  return count === undefined ? undefined : Number(count);
};

/** The fields of a callback, whose names differ in case from one event to the next. */
const fieldsOf = (body: Uint8Array): ReadonlyMap<string, string> =>
  new Map([...readForm(body)].reverse().map(([name, value]) => [name.toLowerCase(), value]));

/** What a status and an error code of Plivo's mean, in a callback as in a list. */
export const factsOfPlivoStatus = (
  status: string,
  errorCode: string | undefined,
): Pick<ReceiptFacts, 'status' | 'failureCode' | 'carrierCode' | 'isRead'> => {
  const word = status.toLowerCase();
  const carrierCode = errorCode !== undefined && /^[1-9]\d{0,9}$/.test(errorCode) ? errorCode : undefined;
  return {
    status: statusOfWord(word),
    failureCode: failureOfPlivoCode(carrierCode) ?? (word === 'rejected' ? 'carrier_blocked' : undefined),
    carrierCode,
    isRead: word === 'read',
  };
};

/** Reads a callback whose signature was verified: one for each segment of a text, or an incoming text. */
export const readPlivoWebhook = (request: WebhookRequest): WebhookReading => {
  const fields = fieldsOf(request.body);
  const word = fields.get('status')?.toLowerCase();
  if (word === 'received' || (word === undefined && fields.has('text'))) {
    return inboundOf('plivo', {
      carrierMessageId: fields.get('messageuuid'),
      sender: fields.get('from'),
      recipient: fields.get('to'),
      text: fields.get('text'),
    });
  }
  if (word === undefined) return unreadable('no Status');

  const segment = fields.get('messageuuid');
  return receiptOf('plivo', request, {
    carrierMessageId: fields.get('parentmessageuuid') || segment,
    ...factsOfPlivoStatus(word, fields.get('errorcode')),
    segment: segment === undefined ? undefined : segment.slice(0, 200),
    segmentCount: segmentCountOf(fields.get('partinfo')),
  });
};
