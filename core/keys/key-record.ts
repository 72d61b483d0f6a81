import * as z from 'zod';
import { versioned } from '../schema-version.ts';

/** What a key may do: send and preview texts, read messages, manage the keys of its tenant. */
export const Scope = z.enum(['send', 'read', 'admin']).meta({ id: 'Scope' });
export type Scope = z.infer<typeof Scope>;

/**
 * - `live`: sends to whomever its restrictions leave.
 * - `team`: sends to the numbers that are listed with it, and to nobody else.
 * - `test`: never leaves the stack: its texts go to the sandbox carrier, whatever the routing says.
 */
export const KeyKind = z.enum(['live', 'team', 'test']).meta({ id: 'KeyKind' });
export type KeyKind = z.infer<typeof KeyKind>;

/** Requests a minute, segments a UTC day. What is left out is the deployment's default. */
export const KeyLimits = z.strictObject({
  requestsPerMinute: z.int().positive().optional(),
  segmentsPerDay: z.int().positive().optional(),
});
export type KeyLimits = z.infer<typeof KeyLimits>;

/** What is kept of an API key: everything but the key. */
export const KeyRecord = z.object({
  ...versioned,
  keyId: z.string(),
  /** SHA-256 in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  tenant: z.string(),
  kind: KeyKind.default('live'),
  scopes: z.array(Scope),
  name: z.string().optional(),
  /** ISO 3166-1 alpha-2 countries, or calling codes of numbers that have none, that it may send to. Left out: all. */
  countries: z.array(z.string()).optional(),
  /** The senders that its texts may come from. Left out: all. */
  senders: z.array(z.string()).optional(),
  /** A team key's numbers, E.164 with `+`. */
  recipients: z.array(z.string()).optional(),
  limits: KeyLimits.optional(),
  createdAt: z.iso.datetime(),
  /** From then on it is refused. */
  expiresAt: z.iso.datetime().optional(),
  revokedAt: z.iso.datetime().optional(),
  /** The key that took its rights over: a key is rotated once. */
  replacedBy: z.string().optional(),
  /** The key whose rights it took over. */
  replaces: z.string().optional(),
});
export type KeyRecord = z.infer<typeof KeyRecord>;

/** Whether requests with the key are taken. */
export const isLive = ({ revokedAt, expiresAt }: KeyRecord, now: Date): boolean =>
  revokedAt === undefined && (expiresAt === undefined || expiresAt > now.toISOString());
