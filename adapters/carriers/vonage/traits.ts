import type { CarrierTraits } from '../../../core/carrier.ts';

/** Vonage sends as many texts as it gets calls; its receipts carry our attempt id in their URL and, signed, in their body. */
export const vonageTraits: CarrierTraits = { dedupe: false, lookup: false, echo: true, settleSeconds: 0 };
