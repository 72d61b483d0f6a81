import { septetCapacity } from './capacity.ts';
import { layOutSeptets } from './layout.ts';
import { lockingTable, type Shift, shiftIdentifiers, singleTable } from './shift.ts';
import { headerOctets, type ReferenceBits } from './user-data-header.ts';

export type ShiftedText = { readonly shift: Shift; readonly ends: readonly number[] };

const countUnits = (text: string): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  return counts;
};

const septetsUnder = (shift: Shift, counts: ReadonlyMap<number, number>): number | undefined => {
  const plain = lockingTable(shift.locking)?.septets;
  const escaped = singleTable(shift.single)?.septets;
  if (!plain || !escaped) return undefined;
  let septets = 0;
  for (const [unit, count] of counts) {
    if (plain.has(unit)) septets += count;
    else if (escaped.has(unit)) septets += 2 * count;
    else return undefined;
  }
  return septets;
};

/**
 * All pairs of tables, those with the shorter header first; among equals single shift before locking shift, since an
 * old handset garbles less of it.
 */
const shiftsByHeader: readonly Shift[] = shiftIdentifiers
  .flatMap((locking) => shiftIdentifiers.map((single) => ({ locking, single })))
  .sort((a, b) => headerOctets(a) - headerOctets(b) || a.locking - b.locking);

/**
 * The lawful pair of tables that takes the fewest segments, and of those the one with the shortest header. Undefined
 * where no pair has all characters of the text. 3GPP TS 23.038 §6.2.1.2.
 */
export const bestShift = (text: string, bits: ReferenceBits): ShiftedText | undefined => {
  const counts = countUnits(text);
  let best: ShiftedText | undefined;
  for (const shift of shiftsByHeader) {
    const septets = septetsUnder(shift, counts);
    if (septets === undefined) continue;
    const atLeast = Math.ceil(septets / septetCapacity(headerOctets(shift)));
    if (best && atLeast >= best.ends.length) continue;
    const ends = layOutSeptets(text, septets, shift, bits);
    if (!best || ends.length < best.ends.length) best = { shift, ends };
  }
  return best;
};
