import * as z from 'zod';

/** What one segment costs, by carrier and country. `*` stands for every other country. */
export const Rate = z.strictObject({
  carrier: z.string().min(1),
  /** ISO 3166-1 alpha-2, or `*`. */
  country: z.string().regex(/^([A-Z]{2}|\*)$/, 'must be an ISO 3166-1 alpha-2 code or *'),
  /** A decimal number as text, so that no price is rounded on the way: `0.0079`. */
  pricePerSegment: z.string().regex(/^\d{1,4}(\.\d{1,8})?$/, 'must be a decimal number such as 0.0079'),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code'),
});
export type Rate = z.infer<typeof Rate>;

export const RateCard = z.array(Rate);
export type RateCard = z.infer<typeof RateCard>;

export const Price = z
  .strictObject({ amount: z.string(), currency: z.string(), pricePerSegment: z.string() })
  .meta({ id: 'Price', description: 'By the rate card of this deployment; the carrier bills by its own.' });
export type Price = z.infer<typeof Price>;

/** Decimal places that a rate may have. */
const scale = 8;

const toUnits = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
};

const fromUnits = (units: bigint): string => {
  const digits = units.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
};

/** The price of a text, exactly; undefined where the card has no rate for it. */
export const priceOf = (
  card: RateCard,
  { carrier, country, segmentCount }: { carrier: string; country: string; segmentCount: number },
): Price | undefined => {
  const rates = card.filter((rate) => rate.carrier === carrier);
  const rate = rates.find((own) => own.country === country) ?? rates.find((any) => any.country === '*');
  if (!rate) return undefined;
  const { currency, pricePerSegment } = rate;
  return { amount: fromUnits(toUnits(pricePerSegment) * BigInt(segmentCount)), currency, pricePerSegment };
};
