import type { CarrierTraits } from '../../../core/carrier.ts';

/**
 * Vonage sends as many texts as it gets calls; its receipts carry our attempt id in their URL and, signed, in their
 * body. It does not say how soon a text is in its reports: a quarter of an hour is the longest that a queue holds an
 * entry back. What it bills as one of several segments holds 152 or 153 characters, by the way it takes.
 */
export const vonageSmsTraits: CarrierTraits = {
  dedupe: false,
  lookup: true,
  echo: true,
  settleSeconds: 900,
  segmentsBy: 'carrier',
};

/** The same, but reports are for an account's key and secret, which who sends for an application does not have. */
export const vonageMessagesTraits: CarrierTraits = {
  dedupe: false,
  lookup: false,
  echo: true,
  settleSeconds: 0,
  segmentsBy: 'carrier',
};
