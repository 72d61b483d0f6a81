import * as z from 'zod';

/** The years that ISO 8601 writes with four digits, and with them every place that stores or compares a time. */
const isCommon = (time: string): boolean => {
  const year = new Date(time).getUTCFullYear();
  return year >= 0 && year <= 9999;
};

/** A time with an offset, read as UTC. Its offset must not carry it out of the years 0 to 9999. */
export const IsoTime = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 date and time with an offset' })
  .refine(isCommon, { error: 'must be in the years 0 to 9999' })
  .transform((given) => new Date(given).toISOString());
