import type { CarrierTraits } from '../../../core/carrier.ts';

/**
 * A POST is not idempotent; the callback URL carries our attempt id. Plivo does not say how soon a text is in its
 * list: a quarter of an hour is the longest that a queue holds an entry back.
 */
export const plivoTraits: CarrierTraits = {
  dedupe: false,
  lookup: true,
  echo: true,
  settleSeconds: 900,
  segmentsBy: 'standard',
};
