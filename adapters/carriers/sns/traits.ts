import type { CarrierTraits } from '../../../core/carrier.ts';

/**
 * SNS has no token, no look-up and no field that comes back: only its own message id links a receipt to a text. It
 * divides at the ends of words where it can.
 */
export const snsTraits: CarrierTraits = {
  dedupe: false,
  lookup: false,
  echo: false,
  settleSeconds: 0,
  segmentsBy: 'carrier',
};
