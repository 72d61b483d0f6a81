import * as z from 'zod';
import { FailureCode } from '../failures.ts';
import { Series } from './series.ts';

/** Why a breaker opened. */
export const OpenReason = z.enum(['refused', 'ambiguous', 'account']);
export type OpenReason = z.infer<typeof OpenReason>;

/**
 * - `closed`: texts go to the carrier.
 * - `open`: none does before `until`.
 * - `halfOpen`: one is on its way to see, and has told by `until`.
 */
const BreakerState = z.enum(['closed', 'open', 'halfOpen']);

export const Breaker = z.object({
  state: BreakerState,
  /** When it opened, or closed. */
  since: z.iso.datetime(),
  until: z.iso.datetime().optional(),
  /** Openings in a row, failed probes among them. */
  trips: z.int().nonnegative(),
  reason: OpenReason.optional(),
  /** What was wrong with our account. */
  failureCode: FailureCode.optional(),
});
export type Breaker = z.infer<typeof Breaker>;

/** What all functions together saw of one carrier: one small row. */
export const CarrierHealth = z.object({
  carrier: z.string(),
  breaker: Breaker,
  answered: Series,
  refused: Series,
  throttled: Series,
  ambiguous: Series,
  /** When the carrier last took a text or refused it for its own sake, as far as anybody said. */
  answeredAt: z.iso.datetime().optional(),
  prompt: Series,
  slow: Series,
  /** How much of its configured weight a slow carrier is left, in percent, and since when. */
  weight: z.object({ percent: z.int().positive().max(100), since: z.iso.datetime() }).optional(),
  /** Openings and closings so far: each is an event. */
  version: z.int().nonnegative(),
  /** The last of them that is surely on the bus. */
  announced: z.int().nonnegative(),
});
export type CarrierHealth = z.infer<typeof CarrierHealth>;

/** A carrier of which nobody has said anything. */
export const unknownHealth = (carrier: string, now: Date): CarrierHealth => ({
  carrier,
  breaker: { state: 'closed', since: now.toISOString(), trips: 0 },
  answered: [],
  refused: [],
  throttled: [],
  ambiguous: [],
  prompt: [],
  slow: [],
  version: 0,
  announced: 0,
});
