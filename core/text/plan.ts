import { bestShift } from './best-shift.ts';
import { maxSegmentCount } from './capacity.ts';
import type { Encoding } from './encoding.ts';
import { layOutCodeUnits, layOutSeptets } from './layout.ts';
import { countSeptets } from './septet-costs.ts';
import { defaultShift, type Shift } from './shift.ts';
import { smartEncode } from './smart-encoding.ts';
import type { ReferenceBits } from './user-data-header.ts';

export type EncodingOptions = {
  /**
   * - `auto`: GSM-7 where it has all characters, else UCS-2.
   * - `gsm7`: refuses a text with characters that GSM-7 lacks.
   * - `ucs2`: always UCS-2.
   *
   * @default 'auto'
   */
  readonly encoding?: 'auto' | Encoding;
  /**
   * Replace characters by GSM-7 look-alikes where that saves the text from UCS-2. All or nothing: if one character has
   * none, the text is sent as it is.
   *
   * @default false
   */
  readonly smartEncoding?: boolean;
  /** Bits of the concatenation reference. @default 8 */
  readonly concatenationReference?: ReferenceBits;
  /**
   * Use national language tables. Only a carrier that takes user data headers (SMPP) can send them.
   *
   * @default false
   */
  readonly nationalTables?: boolean;
};

/** `not_gsm7`: GSM-7 was asked for and cannot hold the text. `too_long`: more than 255 segments. */
export type TextProblem = 'not_gsm7' | 'too_long';

/** How a text goes over the air, before any segment of it is made. */
export type Plan = {
  /** As it will be sent, but for lone surrogates. */
  readonly text: string;
  readonly encoding: Encoding;
  readonly shift: Shift;
  /** UTF-16 indices where the segments end: one each, none if the text is refused. */
  readonly ends: readonly number[];
  readonly smartEncoded: boolean;
  readonly problem: TextProblem | undefined;
};

// Every plan is made here: objects of one shape keep the count fast.
const makePlan = (
  text: string,
  encoding: Encoding,
  shift: Shift,
  ends: readonly number[],
  smartEncoded: boolean,
): Plan => {
  const problem = ends.length > maxSegmentCount ? 'too_long' : ends.length === 0 ? 'not_gsm7' : undefined;
  return { text, encoding, shift, ends, smartEncoded, problem };
};

const planGsm7 = (text: string, smartEncoded: boolean, options: EncodingOptions): Plan | undefined => {
  const bits = options.concatenationReference ?? 8;
  if (options.nationalTables) {
    const best = bestShift(text, bits);
    return best && makePlan(text, 'gsm7', best.shift, best.ends, smartEncoded);
  }
  const septets = countSeptets(text);
  if (septets === undefined) return undefined;
  const ends = layOutSeptets(text, septets, defaultShift, bits);
  return makePlan(text, 'gsm7', defaultShift, ends, smartEncoded);
};

const planSmart = (text: string, options: EncodingOptions): Plan | undefined => {
  const replaced = options.smartEncoding ? smartEncode(text) : undefined;
  return replaced === undefined ? undefined : planGsm7(replaced, true, options);
};

/** Chooses the encoding and the segment borders of a text. */
export const planText = (text: string, options: EncodingOptions): Plan => {
  if (options.encoding !== 'ucs2') {
    const gsm7 = planGsm7(text, false, options) ?? planSmart(text, options);
    if (gsm7) return gsm7;
    if (options.encoding === 'gsm7') return makePlan(text, 'gsm7', defaultShift, [], false);
  }
  const ends = layOutCodeUnits(text, options.concatenationReference ?? 8);
  return makePlan(text, 'ucs2', defaultShift, ends, false);
};
