import type { CarrierTraits } from '../../core/carrier.ts';

const plain = {
  dedupe: false,
  lookup: false,
  echo: true,
  settleSeconds: 60,
  segmentsBy: 'standard',
} as const;

/** The carriers of the simulated deployment, one of each kind that the core tells apart. */
export const carrierTraits: Readonly<Record<string, CarrierTraits>> = {
  /** Gives our attempt id back in its receipts. */
  echoing: plain,
  /** Does not. */
  silent: { ...plain, echo: false },
  /** Can be asked what it took, by recipient and text. */
  asked: { ...plain, lookup: true },
  /** Drops the second of two submits with one attempt id. */
  deduping: { ...plain, dedupe: true },
};

export const traitsOf = (name: string): CarrierTraits => {
  const traits = carrierTraits[name];
  if (!traits) throw new Error(`no carrier ${name}`);
  return traits;
};
