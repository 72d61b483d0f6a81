import * as z from 'zod';
import { CarrierEvent } from '../carrier-events.ts';
import type { CatalogueEntry } from './entry.ts';

/** What becomes of a carrier. */
export const carrierEvents: Readonly<Record<CarrierEvent['type'], CatalogueEntry>> = {
  'sms.carrier.opened': {
    description: 'The breaker of a carrier opened: texts go elsewhere or wait.',
    schema: CarrierEvent.extend({ type: z.literal('sms.carrier.opened') }),
    example: {
      specversion: '1.0',
      id: 'carrier:twilio:1',
      type: 'sms.carrier.opened',
      time: '2026-11-22T09:30:00.000Z',
      data: { carrier: 'twilio', version: 1, reason: 'account', error: { code: 'insufficient_funds' } },
    },
  },
  'sms.carrier.closed': {
    description: 'The breaker of a carrier closed: texts go to it again.',
    schema: CarrierEvent.extend({ type: z.literal('sms.carrier.closed') }),
    example: {
      specversion: '1.0',
      id: 'carrier:twilio:2',
      type: 'sms.carrier.closed',
      time: '2026-11-22T09:45:00.000Z',
      data: { carrier: 'twilio', version: 2 },
    },
  },
};
