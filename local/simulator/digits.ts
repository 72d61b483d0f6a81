/** A number as carriers write it that leave the `+` out. */
export const digits = (number: string): string => number.replace('+', '');
