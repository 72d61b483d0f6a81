import type { CarrierTraits } from '../../../core/carrier.ts';

/**
 * A POST is not idempotent; the webhook's URL carries our attempt id. Telnyx does not say how soon a text has its
 * detail record: a quarter of an hour is the longest that a queue holds an entry back.
 */
export const telnyxTraits: CarrierTraits = {
  dedupe: false,
  lookup: true,
  echo: true,
  settleSeconds: 900,
  segmentsBy: 'standard',
};
