import * as z from 'zod';

/** Segments a second. One row of a table takes 1,000 writes a second, and a segment costs one at the most. */
const SegmentsPerSecond = z.number().positive().max(1_000);

const Paces = z.strictObject({
  /** Of each sender that `senders` does not name. Without it, only those are paced. */
  segmentsPerSecond: SegmentsPerSecond.optional(),
  /** How far a sender may run ahead of its rate, in segments. */
  burstSegments: z.int().positive().optional(),
  /** A text that would wait longer goes to the next carrier of its route that has room. Without it, it waits. */
  overflowSeconds: z.number().nonnegative().optional(),
  /** The rates of single senders. */
  senders: z.record(z.string().min(1), SegmentsPerSecond).default({}),
  /** The carrier's sender of texts that name none: it shares the rate of those that name it. */
  defaultSender: z.string().optional(),
});

export const CarrierPacing = Paces.refine(
  ({ segmentsPerSecond, senders }) => segmentsPerSecond !== undefined || Object.keys(senders).length > 0,
  { error: 'says no rate: give segmentsPerSecond, or senders with theirs, or leave the pacing out' },
);
export type CarrierPacing = z.infer<typeof CarrierPacing>;

/** How fast each carrier takes texts, by the carrier's name. Whoever is left out is not paced. */
export const Pacing = z.record(z.string(), CarrierPacing);
export type Pacing = z.infer<typeof Pacing>;

/** What one sender may submit through one carrier. */
export type Limit = {
  /** Names the pair of carrier and sender. */
  readonly key: string;
  readonly segmentsPerSecond: number;
  readonly burstSegments: number;
};

/** A sender may run ahead by this part of a second, but by no fewer segments than a batch has messages. */
const burstSeconds = 0.4;
const smallestBurst = 10;

/** The limit of a sender (undefined: the carrier's own); undefined where it is not paced. */
export const limitOf = (pacing: Pacing, carrier: string, sender: string | undefined): Limit | undefined => {
  const own = pacing[carrier];
  const name = sender ?? own?.defaultSender ?? '';
  // A sender may well be called "constructor".
  const single = own && Object.hasOwn(own.senders, name) ? own.senders[name] : undefined;
  const segmentsPerSecond = single ?? own?.segmentsPerSecond;
  if (segmentsPerSecond === undefined) return undefined;
  return {
    key: `${carrier}#${name}`,
    segmentsPerSecond,
    burstSegments: own?.burstSegments ?? Math.max(smallestBurst, Math.ceil(segmentsPerSecond * burstSeconds)),
  };
};
