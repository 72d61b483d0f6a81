import { segmentsOf } from '../../simulator/segments.ts';
import type { Receipt } from '../delivery-script.ts';
import type { SentText } from './text.ts';

/** Made up: the price of one segment to the US, before carrier fees. */
const pricePerSegment = 0.00581;

type Told = { readonly status: string; readonly description: string };

/** How the service says why a text was not delivered. */
const failures: Readonly<Record<string, Told>> = {
  invalid_destination: { status: 'INVALID', description: 'Invalid phone number' },
  unknown_subscriber: { status: 'INVALID', description: 'Invalid phone number' },
  spam_filtered: { status: 'SPAM', description: 'Blocked as spam by phone carrier' },
  carrier_blocked: { status: 'CARRIER_BLOCKED', description: 'Phone carrier has blocked this message' },
  recipient_blocked: { status: 'BLOCKED', description: 'Phone has blocked SMS' },
  content_rejected: { status: 'INVALID_MESSAGE', description: 'Message body is invalid' },
  validity_passed: { status: 'TTL_EXPIRED', description: 'The validity period has passed' },
  permission: { status: 'PROTECT_BLOCKED', description: 'Blocked by a protect configuration' },
  carrier_unreachable: {
    status: 'CARRIER_UNREACHABLE',
    description: 'Phone carrier is currently unreachable/unavailable',
  },
};

/** The service knows no failure without a reason; this is the nearest. */
const otherFailure: Told = {
  status: 'UNREACHABLE',
  description: 'Phone is currently unreachable/unavailable',
};

const toldOf = ({ status, failure = '' }: Receipt): Told => {
  if (status === 'delivered')
    return { status: 'DELIVERED', description: 'Message has been accepted by phone' };
  if (status === 'sent') {
    return { status: 'SUCCESSFUL', description: 'Message has been accepted by phone carrier' };
  }
  return failures[failure] ?? otherFailure;
};

/** The event that End User Messaging emits when it knows more about a text. */
export const deliveryEvent = (messageId: string, text: SentText, sentAt: number, receipt: Receipt) => {
  const { status, description } = toldOf(receipt);
  const parts = segmentsOf(text.MessageBody ?? '');
  return {
    eventType: `TEXT_${status}`,
    eventVersion: '1.0',
    eventTimestamp: Math.round(sentAt + receipt.afterMs),
    isFinal: receipt.status !== 'sent',
    originationPhoneNumber: text.OriginationIdentity ?? '',
    destinationPhoneNumber: text.DestinationPhoneNumber,
    messageId,
    messageRequestTimestamp: sentAt,
    messageType: text.MessageType,
    messageStatus: status,
    messageStatusDescription: description,
    context: text.Context,
    totalMessageParts: parts,
    totalMessagePrice: parts * pricePerSegment,
    totalCarrierFee: 0,
  };
};
export type DeliveryEvent = ReturnType<typeof deliveryEvent>;
