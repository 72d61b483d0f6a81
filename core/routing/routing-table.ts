import * as z from 'zod';
import { Lane } from '../lanes.ts';

const CarrierName = z.string().min(1);
export const Country = z
  .string()
  .regex(/^([A-Z]{2}|\d{1,3})$/, 'must be an ISO 3166-1 alpha-2 code or a calling code');

/** What a rule asks of a message. What is left out matches everything; of a list, one has to match. */
const Conditions = z.strictObject({
  countries: z.array(Country).min(1).optional(),
  /** The beginning of the recipient, with `+`. */
  prefixes: z
    .array(z.string().regex(/^\+[1-9]\d{0,13}$/, 'must be the beginning of an E.164 number'))
    .min(1)
    .optional(),
  lanes: z.array(Lane).min(1).optional(),
  tenants: z.array(z.string().min(1)).min(1).optional(),
  /** As the caller gave it; a message without a sender matches no list. */
  senders: z.array(z.string().min(1)).min(1).optional(),
});
export type Conditions = z.infer<typeof Conditions>;

export const RoutingRule = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must have 1 to 40 lower-case letters, digits and hyphens'),
  when: Conditions.default({}),
  /** One is drawn by weight, always the same for the same recipient. */
  carriers: z.array(z.strictObject({ carrier: CarrierName, weight: z.int().positive().default(1) })).min(1),
  /** Tried in this order after a definite no that may pass. */
  fallbacks: z.array(CarrierName).default([]),
});
export type RoutingRule = z.infer<typeof RoutingRule>;

/** A number or name that a carrier sends from; with countries, only to these. */
export const PooledSender = z.strictObject({
  sender: z.string().min(1),
  countries: z.array(Country).min(1).optional(),
});
export type PooledSender = z.infer<typeof PooledSender>;

/** Who submits what: the first rule that matches decides; a message that none matches is refused. */
export const Routing = z.strictObject({
  rules: z.array(RoutingRule).min(1),
  senders: z.record(CarrierName, z.array(PooledSender).min(1)).default({}),
});
export type Routing = z.infer<typeof Routing>;

/** The rules of a deployment that configures none: everything to its first carrier. */
export const defaultRouting = (carrier: string): Routing =>
  Routing.parse({ rules: [{ name: 'default', carriers: [{ carrier }] }] });
