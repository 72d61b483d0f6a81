/** Vonage writes numbers without `+`; a sender that is a name stays as it is. */
export const withoutPlus = (number: string): string => number.replace(/^\+/, '');
