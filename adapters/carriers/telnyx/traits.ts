import type { CarrierTraits } from '../../../core/carrier.ts';

/** A POST is not idempotent, and nothing of ours is kept to look a message up by; the webhook's URL carries our attempt id. */
export const telnyxTraits: CarrierTraits = { dedupe: false, lookup: false, echo: true, settleSeconds: 0 };
