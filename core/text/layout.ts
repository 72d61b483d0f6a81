import { codeUnitCapacity, septetCapacity } from './capacity.ts';
import { type Reach, segmentEnds } from './segment-ends.ts';
import { costsUnder } from './septet-costs.ts';
import { defaultShift, type Shift } from './shift.ts';
import { headerOctets, type ReferenceBits } from './user-data-header.ts';

const splitsPair = (text: string, index: number): boolean =>
  index < text.length && (text.codePointAt(index - 1) ?? 0) > 0xffff;

const units =
  (capacity: number): Reach =>
  (text, start) =>
    Math.min(start + capacity, text.length);

/** Where the segments of a GSM-7 text of so many septets end. */
export const layOutSeptets = (
  text: string,
  septets: number,
  shift: Shift,
  bits: ReferenceBits,
): readonly number[] => {
  if (septets <= septetCapacity(headerOctets(shift))) return [text.length];
  const capacity = septetCapacity(headerOctets(shift, bits));
  if (septets === text.length) return segmentEnds(text, units(capacity));
  const costs = costsUnder(shift);
  return segmentEnds(text, (from, start) => {
    let end = start;
    for (let room = capacity; end < from.length; end++) {
      room -= costs[from.charCodeAt(end)] ?? 0;
      if (room < 0) break;
    }
    return end;
  });
};

/** Where the segments of a UCS-2 text end. A lone surrogate counts as the U+FFFD that is sent for it. */
export const layOutCodeUnits = (text: string, bits: ReferenceBits): readonly number[] => {
  if (text.length <= codeUnitCapacity(0)) return [text.length];
  const furthest = units(codeUnitCapacity(headerOctets(defaultShift, bits)));
  return segmentEnds(text, (from, start) => {
    const end = furthest(from, start);
    return splitsPair(from, end) ? end - 1 : end;
  });
};
