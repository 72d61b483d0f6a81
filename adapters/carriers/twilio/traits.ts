import type { CarrierTraits } from '../../../core/carrier.ts';

/**
 * A POST is not idempotent. The resource that it makes is in the list at once; a minute is for what is still on its
 * way. The callback URL carries our attempt id.
 */
export const twilioTraits: CarrierTraits = {
  dedupe: false,
  lookup: true,
  echo: true,
  settleSeconds: 60,
  segmentsBy: 'standard',
};
