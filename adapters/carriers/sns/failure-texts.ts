import type { FailureCode } from '../../../core/failures.ts';
import type { ReceiptStatus } from '../../../core/receipt.ts';

type FailureText = {
  /** Words that the provider response holds, in lower case; the first row that fits wins. */
  readonly words: string;
  readonly status: ReceiptStatus;
  readonly code: FailureCode;
};

/** SNS tells failures apart by an English sentence only. `failed`: never left AWS; `undelivered`: it did, in vain. */
const failureTexts: readonly FailureText[] = [
  { words: 'blocked as spam', status: 'undelivered', code: 'spam_filtered' },
  { words: 'destination is on a blocked list', status: 'failed', code: 'carrier_blocked' },
  { words: 'invalid phone number', status: 'failed', code: 'invalid_destination' },
  { words: 'message body is invalid', status: 'failed', code: 'content_rejected' },
  { words: 'phone carrier has blocked', status: 'undelivered', code: 'carrier_blocked' },
  { words: 'phone carrier is currently un', status: 'undelivered', code: 'carrier_unreachable' },
  { words: 'phone has blocked', status: 'undelivered', code: 'recipient_blocked' },
  { words: 'phone is on a blocked list', status: 'undelivered', code: 'recipient_blocked' },
  { words: 'phone is currently un', status: 'undelivered', code: 'unreachable_handset' },
  { words: 'opted out', status: 'failed', code: 'opted_out' },
  { words: 'exceed max price', status: 'failed', code: 'price_cap' },
];

const unknownFailure = { status: 'undelivered', code: 'unclassified' } as const;

/** What a FAILURE record's provider response means, whatever its case and spacing. */
export const failureOfText = (text: string): Omit<FailureText, 'words'> => {
  const sentence = text.toLowerCase().replace(/\s+/g, ' ');
  return failureTexts.find(({ words }) => sentence.includes(words)) ?? unknownFailure;
};
