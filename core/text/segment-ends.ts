import { clusterAt, surelyApart } from './graphemes.ts';

/** The furthest index up to which the text from `start` fits into `capacity` without splitting a character. */
export type Reach = (text: string, start: number, capacity: number) => number;

/**
 * Where each segment of a text ends. Every segment takes as much as it holds, which gives the fewest segments. A
 * grapheme cluster stays whole where a segment can hold it; one that is larger than a segment is split between its
 * code points. Linear in the text: a segment looks only at its own border.
 */
export const segmentEnds = (text: string, capacity: number, reach: Reach): readonly number[] => {
  const ends: number[] = [];
  let splittable = 0; // up to here reaches a cluster that is larger than a segment
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = reach(text, start, capacity);
    if (end < text.length && end > splittable && !surelyApart(text, end)) {
      const cluster = clusterAt(text, Math.max(start, splittable), end);
      if (cluster.start === end || reach(text, cluster.start, capacity) >= cluster.end) end = cluster.start;
      else splittable = cluster.end;
    }
    ends.push(end);
  }
  return ends;
};
