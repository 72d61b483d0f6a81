import type { WebhookRequest } from '../../../core/carrier.ts';
import type { ReceiptStatus } from '../../../core/receipt.ts';
import { codeTable } from '../code-table.ts';
import { inboundOf } from '../read-inbound.ts';
import { type ReceiptFacts, receiptOf, unreadable, type WebhookReading } from '../read-receipt.ts';
import { doneDate } from '../times.ts';
import { failureOfTwilioCode } from './error-codes.ts';

const statusOfWord = codeTable<ReceiptStatus>({
  accepted: 'pending',
  scheduled: 'pending',
  queued: 'pending',
  sending: 'pending',
  sent: 'sent',
  delivered: 'delivered',
  partially_delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'canceled',
});

/** What a status and an error code of Twilio's mean, in a callback as in a list. */
export const factsOfTwilioStatus = (
  word: string,
  errorCode: string | undefined,
): Pick<ReceiptFacts, 'status' | 'failureCode' | 'carrierCode' | 'isRead'> => {
  const carrierCode = errorCode !== undefined && /^[1-9]\d{0,9}$/.test(errorCode) ? errorCode : undefined;
  return {
    status: statusOfWord(word),
    failureCode: failureOfTwilioCode(carrierCode),
    carrierCode,
    isRead: word === 'read',
  };
};

/** Reads a status callback or an incoming text whose signature was verified. Tolerant: a word or code that is new to us is no error. */
export const readTwilioWebhook = (
  field: (name: string) => string | undefined,
  request: WebhookRequest,
): WebhookReading => {
  const word = field('MessageStatus') ?? field('SmsStatus');
  if (word === undefined) return unreadable('no MessageStatus');
  if (word === 'received') {
    return inboundOf('twilio', {
      carrierMessageId: field('MessageSid') ?? field('SmsSid'),
      sender: field('From'),
      recipient: field('To'),
      text: field('Body'),
      // Of a service with keywords of its own
      keyword: field('OptOutType'),
    });
  }

  return receiptOf('twilio', request, {
    carrierMessageId: field('MessageSid') ?? field('SmsSid'),
    ...factsOfTwilioStatus(word, field('ErrorCode')),
    // As the network wrote it: without a time zone, which differs by network
    occurredAt: doneDate(field('RawDlrDoneDate')),
  });
};
