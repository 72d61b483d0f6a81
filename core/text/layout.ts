import { codeUnitCapacity, septetCapacity } from './capacity.ts';
import { segmentEnds } from './segment-ends.ts';
import { costUnder } from './septet-costs.ts';
import { defaultShift, type Shift } from './shift.ts';
import { headerOctets, type ReferenceBits } from './user-data-header.ts';

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

/** Where the segments of a GSM-7 text of so many septets end. */
export const layOutSeptets = (
  text: string,
  septets: number,
  shift: Shift,
  bits: ReferenceBits,
): readonly number[] => {
  if (septets <= septetCapacity(headerOctets(shift))) return [text.length];
  const capacity = septetCapacity(headerOctets(shift, bits));
  const costOf = costUnder(shift);
  return segmentEnds(text, (from, start) => {
    let end = start;
    for (let room = capacity; end < from.length; end++) {
      room -= costOf(from.charCodeAt(end));
      if (room < 0) break;
    }
    return end;
  });
};

/** Where the segments of a UCS-2 text end. The text must be well formed. */
export const layOutCodeUnits = (text: string, bits: ReferenceBits): readonly number[] => {
  if (text.length <= codeUnitCapacity(0)) return [text.length];
  const capacity = codeUnitCapacity(headerOctets(defaultShift, bits));
  return segmentEnds(text, (from, start) => {
    const end = Math.min(start + capacity, from.length);
    return end < from.length && isHighSurrogate(from.charCodeAt(end - 1)) ? end - 1 : end;
  });
};
