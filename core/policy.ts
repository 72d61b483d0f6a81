import * as z from 'zod';
import { type Lane, lanes } from './lanes.ts';

/** What is to be done with a text that a carrier may or may not have taken, when nothing else can tell. */
export const Policy = z.enum(['at-most-once', 'at-least-once']).meta({
  id: 'Policy',
  description:
    'When nobody can tell whether the carrier took the text: leave it `unknown`, or submit it once more at the risk of a duplicate.',
});
export type Policy = z.infer<typeof Policy>;

/** The policy of texts that name none, by lane. */
export const Policies = z.record(z.enum(lanes), Policy);
export type Policies = z.infer<typeof Policies>;

export const defaultPolicies: Readonly<Record<Lane, Policy>> = {
  otp: 'at-most-once',
  transactional: 'at-most-once',
  promotional: 'at-most-once',
};
