/** The sandbox does what its recipients' numbers say: what it answers tells nothing about anybody's health. */
const scripted = 'sandbox';

/** The carriers whose health is measured. */
export const measuredCarriers = (names: readonly string[]): string[] =>
  names.filter((name) => name !== scripted);
