import * as z from 'zod';
import { Tenant } from '../tenant.ts';

const isOwnNumber = (text: string): boolean => /^(\+[1-9]\d{6,14}|\d{3,8})$/.test(text);
const Words = z.array(z.string().trim().min(1).max(40)).max(50).default([]);

/** Whom incoming texts are for, and which words end and resume a recipient's texts. */
export const InboundSettings = z.strictObject({
  /** The tenant of each of our numbers. */
  numbers: z
    .record(z.string(), Tenant)
    .refine(
      (numbers) => Object.keys(numbers).every(isOwnNumber),
      'our numbers are E.164 with +, or short codes',
    )
    .default({}),
  /** Whose all the other numbers are; nobody's without it, or when it is empty. */
  tenant: z
    .union([Tenant, z.literal('')])
    .default('')
    .transform((tenant) => (tenant === '' ? undefined : tenant)),
  /** Beside STOP and the like: `ARRET`, `STOPP`. */
  stopWords: Words,
  /** Beside START and UNSTOP. */
  startWords: Words,
});
export type InboundSettings = z.infer<typeof InboundSettings>;

/** Whose number this is. */
export const tenantOf = ({ numbers, tenant }: InboundSettings, number: string): string | undefined =>
  Object.hasOwn(numbers, number) ? numbers[number] : tenant;
