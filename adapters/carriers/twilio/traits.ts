import type { CarrierTraits } from '../../../core/carrier.ts';

/** A POST is not idempotent; a message can be looked up by recipient and day; the callback URL carries our attempt id. */
export const twilioTraits: CarrierTraits = { dedupe: false, lookup: true, echo: true, settleSeconds: 60 };
