import type { WebhookRequest } from '../../../core/carrier.ts';
import type { ReceiptStatus } from '../../../core/receipt.ts';
import { codeTable } from '../code-table.ts';
import { inboundOf } from '../read-inbound.ts';
import { type ReceiptFacts, receiptOf, unreadable, type WebhookReading } from '../read-receipt.ts';
import { doneDate } from '../times.ts';
import { failureOfSmsError } from './sms-codes.ts';
import { smsParameters } from './sms-parameters.ts';

const statusOfWord = codeTable<ReceiptStatus>({
  accepted: 'sent',
  buffered: 'sent',
  delivered: 'delivered',
  expired: 'expired',
  failed: 'undelivered',
  rejected: 'failed',
  unknown: 'unrecognised',
});

/** Why it failed, where the code does not tell. */
const failureOfWord = codeTable({ expired: 'validity_passed', rejected: 'carrier_blocked' } as const);

/** What a status and an error code of the SMS API mean, in a receipt as in a report. */
export const factsOfSmsStatus = (
  word: string,
  code: string | undefined,
): Pick<ReceiptFacts, 'status' | 'failureCode' | 'carrierCode'> => {
  const carrierCode = /^[1-9]\d{0,3}$/.test(code ?? '') ? code : undefined;
  return {
    status: statusOfWord(word),
    failureCode: failureOfSmsError(carrierCode) ?? failureOfWord(word),
    carrierCode,
  };
};

/**
 * Reads a receipt whose signature was verified: one for each segment. The signature covers the parameters and not the
 * URL, so the attempt that the URL names has to be the one that they name.
 */
export const readSmsWebhook = (request: WebhookRequest): WebhookReading => {
  const parameters = smsParameters(request);
  const word = parameters?.get('status');
  if (!parameters) return unreadable('not the parameters of a message');
  if (word === undefined) {
    return inboundOf('vonage', {
      carrierMessageId: parameters.get('messageId'),
      sender: parameters.get('msisdn'),
      recipient: parameters.get('to'),
      text: parameters.get('text'),
    });
  }
  if ((parameters.get('client-ref') ?? request.token) !== request.token) {
    return unreadable('the URL names another attempt than the parameters');
  }

  const carrierMessageId = parameters.get('messageId');
  return receiptOf('vonage', request, {
    carrierMessageId,
    ...factsOfSmsStatus(word, parameters.get('err-code')),
    occurredAt: doneDate(parameters.get('scts')),
    segment: carrierMessageId,
  });
};
