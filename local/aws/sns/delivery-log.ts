import type { Receipt } from '../delivery-script.ts';
import type { Text } from './message.ts';

/** Made up: SNS's price of one text to the US, before carrier fees. */
const priceInUSD = 0.00645;

/** SNS's sentence for a failure; it has no codes. */
const failures: Readonly<Record<string, string>> = {
  invalid_destination: 'Invalid phone number',
  unknown_subscriber: 'Invalid phone number',
  spam_filtered: 'Blocked as spam by phone carrier',
  carrier_blocked: 'Phone carrier has blocked this message',
  recipient_blocked: 'Phone has blocked SMS',
  content_rejected: 'Message body is invalid',
  carrier_unreachable: 'Phone carrier is currently unreachable/unavailable',
  unreachable_handset: 'Phone is currently unreachable/unavailable',
  opted_out: 'Phone number is opted out',
  price_cap: 'This delivery would exceed max price',
};

const sentenceFor = ({ status, failure = '' }: Receipt): string => {
  if (status === 'delivered') return 'Message has been accepted by phone';
  return failures[failure] ?? 'Unknown error attempting to reach phone';
};

/** `2026-06-28 00:40:34.558`, the way SNS writes times. */
const snsTime = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/** The record that SNS's delivery status logging writes when it knows how a text ended. */
export const deliveryRecord = (messageId: string, text: Text, publishedAt: number, receipt: Receipt) => ({
  notification: { messageId, timestamp: snsTime(publishedAt) },
  delivery: {
    phoneCarrier: 'Simulated Carrier',
    mnc: 0,
    mcc: 0,
    // SNS breaks texts at words, so any count here would be a guess; a receipt of several parts is not simulated.
    numberOfMessageParts: 1,
    destination: text.recipient,
    priceInUSD,
    smsType: text.smsType,
    providerResponse: sentenceFor(receipt),
    dwellTimeMs: Math.round(receipt.afterMs),
    ...(receipt.status === 'delivered' && { dwellTimeMsUntilDeviceAck: Math.round(receipt.afterMs) }),
  },
  status: receipt.status === 'delivered' ? 'SUCCESS' : 'FAILURE',
});
