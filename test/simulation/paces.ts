import { Pacing } from '../../core/pacing/pacing.ts';

const aMinute = { segmentsPerSecond: 1 / 60, burstSegments: 1 };

/** The carriers that are slow where the scenario is paced. */
export const paces = { silent: aMinute, deduping: aMinute };

/** Who waits too long for the one goes elsewhere, for the other not. */
export const pacing: Pacing = Pacing.parse({
  silent: { ...aMinute, overflowSeconds: 30 },
  deduping: aMinute,
});
