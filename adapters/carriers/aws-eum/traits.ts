import type { CarrierTraits } from '../../../core/carrier.ts';

/**
 * `SendTextMessage` has no token, and there is no look-up. Our attempt id travels in the context, but the events of
 * EventBridge may leave the context out, so the message id is what leads a receipt to its text.
 */
export const awsEumTraits: CarrierTraits = {
  dedupe: false,
  lookup: false,
  echo: false,
  settleSeconds: 0,
  segmentsBy: 'standard',
};
