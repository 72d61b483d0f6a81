import type { CarrierTraits } from '../../../core/carrier.ts';

/** As little as a carrier may offer, so that tests meet the hard case: only the attempt id comes back in receipts. */
export const sandboxTraits: CarrierTraits = {
  dedupe: false,
  lookup: false,
  echo: true,
  settleSeconds: 0,
  segmentsBy: 'standard',
};
