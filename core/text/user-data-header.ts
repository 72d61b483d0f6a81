import { defaultShift, type Shift } from './shift.ts';

/** Which segment of which text it is: 3GPP TS 23.040 §9.2.3.24.1. */
export type Concatenation = {
  /** The same in all segments of a text, 0–255 or 0–65535. */
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly sequence: number;
};

/** Width of the concatenation reference in bits: information element 0x00 or 0x08. */
export type ReferenceBits = 8 | 16;

export type UserDataHeader = { readonly concatenation?: Concatenation; readonly shift: Shift };

// Information element identifiers: 3GPP TS 23.040 §9.2.3.24.
const concatenation8 = 0x00;
const concatenation16 = 0x08;
const singleShift = 0x24;
const lockingShift = 0x25;

const element = (identifier: number, ...data: number[]): number[] => [identifier, data.length, ...data];

const concatenationElement = (
  { reference, total, sequence }: Concatenation,
  bits: ReferenceBits,
): number[] =>
  bits === 8
    ? element(concatenation8, reference & 0xff, total, sequence)
    : element(concatenation16, (reference >> 8) & 0xff, reference & 0xff, total, sequence);

/** The header with its length octet, or no octet at all where it would say nothing. */
export const encodeHeader = ({ concatenation, shift }: UserDataHeader, bits: ReferenceBits): Uint8Array => {
  const elements = [
    ...(concatenation ? concatenationElement(concatenation, bits) : []),
    ...(shift.single ? element(singleShift, shift.single) : []),
    ...(shift.locking ? element(lockingShift, shift.locking) : []),
  ];
  return Uint8Array.from(elements.length ? [elements.length, ...elements] : []);
};

/** Octets of the header with its length octet; `bits` is left out for a text of one segment. */
export const headerOctets = (shift: Shift, bits?: ReferenceBits): number => {
  const concatenation = bits === undefined ? 0 : bits === 8 ? 5 : 6;
  const elements = concatenation + (shift.single ? 3 : 0) + (shift.locking ? 3 : 0);
  return elements ? elements + 1 : 0;
};

const readConcatenation = (reference: number, total = 0, sequence = 0): Concatenation | undefined =>
  sequence >= 1 && sequence <= total ? { reference, total, sequence } : undefined;

/**
 * Reads a header. Unknown elements are passed over, of repeated ones the last counts, a concatenation that makes no
 * sense is ignored, and a header whose elements overrun its length is ignored as a whole: 3GPP TS 23.040 §9.2.3.24.
 */
export const decodeHeader = (octets: Uint8Array): UserDataHeader => {
  const end = 1 + (octets[0] ?? 0);
  let concatenation: Concatenation | undefined;
  let shift = defaultShift;
  for (let at = 1; at < end; ) {
    const identifier = octets[at];
    const next = at + 2 + (octets[at + 1] ?? 0);
    if (next > end || next > octets.length) return { shift: defaultShift };
    const [first = 0, second = 0, third = 0, fourth = 0] = octets.subarray(at + 2, next);
    if (identifier === concatenation8)
      concatenation = readConcatenation(first, second, third) ?? concatenation;
    if (identifier === concatenation16)
      concatenation = readConcatenation(first * 256 + second, third, fourth) ?? concatenation;
    if (identifier === singleShift) shift = { ...shift, single: first };
    if (identifier === lockingShift) shift = { ...shift, locking: first };
    at = next;
  }
  return { shift, ...(concatenation && { concatenation }) };
};
