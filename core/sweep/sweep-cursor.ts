import * as z from 'zod';

/** How far a walk has come. */
export const SweepCursor = z.object({
  /** Everything older was looked at. */
  from: z.iso.datetime(),
  /** The end of the stretch of time that is being looked at: partition after partition, each in the order of time. */
  until: z.iso.datetime().optional(),
  partition: z.string().optional(),
  /** The place in the partition up to which it was looked at. */
  after: z.string().optional(),
});
export type SweepCursor = z.infer<typeof SweepCursor>;
