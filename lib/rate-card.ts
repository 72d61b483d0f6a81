import { RateCard } from '../core/rate-card.ts';

/** Throws when a rate could not be read by the functions: else they would find out after the deploy. */
export const checkedRateCard = (rateCard: RateCard): RateCard => {
  const checked = RateCard.safeParse(rateCard);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `rateCard.${path.join('.')} ${message}`);
  throw new Error(`The rate card is not valid: ${faults.join('; ')}.`);
};

/** What tells a function the prices, where there are any. */
export const spendEnvironment = (rateCard: RateCard) =>
  rateCard.length > 0 ? { RATE_CARD: JSON.stringify(rateCard) } : {};

/** Every carrier with a currency that its texts are paid in. */
export const currenciesOf = (rateCard: RateCard, carriers: readonly string[]) =>
  carriers.flatMap((carrier) => {
    const own = rateCard.filter((rate) => rate.carrier === carrier);
    return [...new Set(own.map(({ currency }) => currency))].map((currency) => ({ carrier, currency }));
  });
