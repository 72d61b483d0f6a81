import { codeUnitCapacity, septetCapacity } from './capacity.ts';
import { type Reach, segmentEnds } from './segment-ends.ts';
import { costsUnder, defaultCosts, type SeptetCosts } from './septet-costs.ts';
import { defaultShift, type Shift } from './shift.ts';
import { headerOctets, type ReferenceBits } from './user-data-header.ts';

const reachUnits: Reach = (text, start, capacity) => Math.min(start + capacity, text.length);

const reachCodePoints: Reach = (text, start, capacity) => {
  const end = reachUnits(text, start, capacity);
  const splitsPair = end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xffff;
  return splitsPair ? end - 1 : end;
};

const reachSeptets =
  (costs: SeptetCosts): Reach =>
  (text, start, capacity) => {
    let end = start;
    for (let room = capacity; end < text.length; end++) {
      room -= costs[text.charCodeAt(end)] ?? 0;
      if (room < 0) break;
    }
    return end;
  };

const reachDefault = reachSeptets(defaultCosts);

/** Where the segments of a GSM-7 text of so many septets end. */
export const layOutSeptets = (
  text: string,
  septets: number,
  shift: Shift,
  bits: ReferenceBits,
): readonly number[] => {
  if (septets <= septetCapacity(headerOctets(shift))) return [text.length];
  const capacity = septetCapacity(headerOctets(shift, bits));
  if (septets === text.length) return segmentEnds(text, capacity, reachUnits);
  return segmentEnds(text, capacity, shift === defaultShift ? reachDefault : reachSeptets(costsUnder(shift)));
};

/** Where the segments of a UCS-2 text end. A lone surrogate counts as the U+FFFD that is sent for it. */
export const layOutCodeUnits = (text: string, bits: ReferenceBits): readonly number[] => {
  if (text.length <= codeUnitCapacity(0)) return [text.length];
  return segmentEnds(text, codeUnitCapacity(headerOctets(defaultShift, bits)), reachCodePoints);
};
