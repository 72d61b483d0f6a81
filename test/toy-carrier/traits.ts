import type { CarrierTraits } from '../../core/carrier.ts';

export const toyTraits: CarrierTraits = {
  dedupe: false,
  lookup: false,
  echo: true,
  settleSeconds: 0,
  segmentsBy: 'standard',
};
