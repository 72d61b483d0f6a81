import * as z from 'zod';
import { MessageEvent, type MessageEventType } from '../events.ts';
import type { CatalogueEntry } from './entry.ts';

const messageId = 'msg_019aa2f04c7e7d3a9b1c5e8f20416d3b';

type Change = { readonly version: number; readonly status: string; readonly previousStatus: string };

const exampleOf = (type: string, time: string, change: Change, more: object = {}) => ({
  specversion: '1.0',
  id: `${messageId}:${change.version}`,
  type,
  time,
  tenant: 'acme',
  data: {
    messageId,
    ...change,
    type: 'transactional',
    segmentCount: 1,
    recipient: { hash: 'a3bf6cfc8f8efadad33a9e6ce5486361', country: 'GB' },
    reference: 'order-1042',
    ...more,
  },
});

type PublishedStatus = Exclude<
  MessageEventType extends `sms.message.${infer Name}` ? Name : never,
  'corrected'
>;

const becoming = (
  status: PublishedStatus,
  previousStatus: string,
  description: string,
  more: object,
): CatalogueEntry => {
  const type = `sms.message.${status}` as const;
  const version = previousStatus === 'accepted' ? 1 : 2;
  return {
    description,
    schema: MessageEvent.extend({
      type: z.literal(type),
      data: MessageEvent.shape.data.extend({ status: z.literal(status) }),
    }),
    example: exampleOf(type, '2026-11-22T09:30:02.000Z', { version, status, previousStatus }, more),
  };
};

const carrier = { carrier: 'twilio', carrierMessageId: 'SM9b8a2fe489953b4fa0f03a595c1e0ce6' };
const because = (code: string, carrierCode?: string) => ({
  error: { code, ...(carrierCode !== undefined && { carrierCode }) },
});

/** What becomes of a message. */
export const messageEvents: Readonly<Record<MessageEventType, CatalogueEntry>> = {
  'sms.message.sent': becoming('sent', 'sending', 'The carrier took the message.', carrier),
  'sms.message.delivered': becoming(
    'delivered',
    'sent',
    'The carrier or the handset confirmed the delivery.',
    {
      ...carrier,
      evidence: 'handset',
    },
  ),
  'sms.message.undelivered': becoming('undelivered', 'sent', 'The carrier could not deliver the message.', {
    ...carrier,
    ...because('unreachable_handset', '30003'),
  }),
  'sms.message.failed': becoming('failed', 'sending', 'The message was refused for good.', {
    carrier: 'twilio',
    ...because('invalid_destination', '21211'),
  }),
  'sms.message.expired': becoming(
    'expired',
    'sending',
    'The validity of the message passed before it was sent or delivered.',
    {
      ...because('validity_passed'),
    },
  ),
  'sms.message.canceled': becoming(
    'canceled',
    'accepted',
    'The message was canceled before it was sent.',
    {},
  ),
  'sms.message.blocked': becoming('blocked', 'sending', 'A rule of yours refused the message.', {
    ...because('opted_out'),
  }),
  'sms.message.unknown': becoming(
    'unknown',
    'sending',
    'Nobody knows whether the carrier took the message.',
    {
      carrier: 'twilio',
      ...because('outcome_unknown'),
    },
  ),
  'sms.message.corrected': {
    description: 'A receipt contradicts the final status, which stays: `status` is what the receipt says.',
    schema: MessageEvent.extend({ type: z.literal('sms.message.corrected') }),
    example: exampleOf(
      'sms.message.corrected',
      '2026-11-22T09:31:00.000Z',
      { version: 3, status: 'undelivered', previousStatus: 'delivered' },
      { ...carrier, ...because('unreachable_handset', '30003') },
    ),
  },
};
