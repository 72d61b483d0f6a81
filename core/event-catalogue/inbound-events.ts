import * as z from 'zod';
import { type InboundEvent, InboundReceived, RecipientEvent } from '../inbound/inbound-events.ts';
import type { CatalogueEntry } from './entry.ts';

const sender = { hash: 'a3bf6cfc8f8efadad33a9e6ce5486361', country: 'GB' };
const carrier = { carrier: 'twilio', carrierMessageId: 'SM9b8a2fe489953b4fa0f03a595c1e0ce6' };

const recipientEvent = (type: 'sms.recipient.opted-out' | 'sms.recipient.opted-in', description: string) => ({
  description,
  schema: RecipientEvent.extend({ type: z.literal(type) }),
  example: {
    specversion: '1.0',
    id: `recipient:twilio:${carrier.carrierMessageId}`,
    type,
    time: '2026-11-22T09:30:00.000Z',
    tenant: 'acme',
    data: { ...carrier, recipient: sender },
  },
});

/** What recipients say. */
export const inboundEvents: Readonly<Record<InboundEvent['type'], CatalogueEntry>> = {
  'sms.inbound.received': {
    description: 'A text came in.',
    schema: InboundReceived,
    example: {
      specversion: '1.0',
      id: `inbound:twilio:${carrier.carrierMessageId}`,
      type: 'sms.inbound.received',
      time: '2026-11-22T09:30:00.000Z',
      tenant: 'acme',
      data: { ...carrier, recipient: '+447700900999', sender, keyword: 'stop' },
    },
  },
  'sms.recipient.opted-out': recipientEvent(
    'sms.recipient.opted-out',
    'A recipient answered STOP or the like: the texts of the tenant to it are blocked.',
  ),
  'sms.recipient.opted-in': recipientEvent(
    'sms.recipient.opted-in',
    'A recipient answered START or UNSTOP: texts of the tenant reach it again.',
  ),
};
