import type { MessageId } from '../../core/ids.ts';
import { attemptIdOf } from '../../core/ids.ts';
import type { Caller } from '../../core/keys/caller.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { Delivery } from '../../core/ports.ts';
import type { Receipt } from '../../core/receipt.ts';

export const messageId: MessageId = `msg_${'0a'.repeat(16)}`;

export const aMessage = (overrides: Partial<OutboundMessage> = {}): OutboundMessage => ({
  messageId,
  tenant: 'acme',
  lane: 'transactional',
  recipient: '+447700900001',
  country: 'GB',
  recipientHash: 'f'.repeat(32),
  body: 'Your parcel is here.',
  encoding: 'gsm7',
  segmentCount: 1,
  route: { rule: 'default', carrier: 'twilio', considered: ['twilio'] },
  policy: 'at-most-once',
  createdAt: '2026-11-01T12:00:00.000Z',
  expiresAt: '2026-11-02T12:00:00.000Z',
  expiresAtEpoch: 1_800_000_000,
  ...overrides,
});

export const aReceipt = (overrides: Partial<Receipt> = {}): Receipt => ({
  carrier: 'twilio',
  carrierMessageId: 'c1',
  attemptId: attemptIdOf(messageId, 1),
  status: 'delivered',
  receivedAt: '2026-11-01T12:00:05.000Z',
  ...overrides,
});

export const aCaller = (overrides: Partial<Caller> = {}): Caller => ({
  tenant: 'acme',
  keyId: 'key1',
  rights: { kind: 'live' },
  ...overrides,
});

export const firstDelivery: Delivery = { receivedBefore: false, remainingMs: 10_000 };
export const redelivery: Delivery = { receivedBefore: true, remainingMs: 10_000 };
