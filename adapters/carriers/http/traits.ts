import type { CarrierTraits } from '../../../core/carrier.ts';
import { type HttpCarrierSettings, namesUsedBy } from '../../../core/http-carrier/settings.ts';

/** How the API divides a text, nobody has told us. */
export const httpSegmentsBy = 'carrier';

/** An API of which nothing else is known; our attempt id comes back by the callback URL or in the body, or not at all. */
export const httpTraits = (settings: HttpCarrierSettings): CarrierTraits => ({
  dedupe: settings.dedupes,
  lookup: settings.lookup !== undefined,
  echo: namesUsedBy(settings).has('callbackUrl') || settings.receipts?.attemptId !== undefined,
  settleSeconds: settings.lookup?.settleSeconds ?? 0,
  segmentsBy: httpSegmentsBy,
});
