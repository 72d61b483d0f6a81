import type { History } from '../history.ts';
import { paces } from '../paces.ts';

/** What runs may differ by: their clocks, and the way from the gate to the carrier. Milliseconds. */
const leewayMs = 20_000;

/** When a carrier got its texts. What is made again to settle an attempt does not wait for its turn. */
const timesAt = ({ submits }: History, carrier: string): number[] =>
  submits.flatMap((one) => (one.carrier === carrier && one.by !== 'settle-message' ? one.at : []));

/** Carriers that take a text a minute get no more. */
export const checkPace = (history: History): string[] =>
  Object.entries(paces).flatMap(([carrier, { segmentsPerSecond, burstSegments }]) => {
    const times = timesAt(history, carrier);
    return times.flatMap((from, i) =>
      times.slice(i).flatMap((until, more) => {
        const room = burstSegments + ((until - from + leewayMs) / 1000) * segmentsPerSecond;
        return more + 1 > room ? [`${carrier} got ${more + 1} texts in ${(until - from) / 1000} s`] : [];
      }),
    );
  });
