import { bestShift, type ShiftedText } from './best-shift.ts';
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
  readonly smart: boolean;
  readonly problem?: TextProblem;
};

const shifted = (text: string, options: EncodingOptions): ShiftedText | undefined => {
  const bits = options.concatenationReference ?? 8;
  if (options.nationalTables) return bestShift(text, bits);
  const septets = countSeptets(text);
  if (septets === undefined) return undefined;
  return { shift: defaultShift, ends: layOutSeptets(text, septets, defaultShift, bits) };
};

const checked = (plan: Plan): Plan =>
  plan.ends.length > maxSegmentCount ? { ...plan, problem: 'too_long' } : plan;

const planGsm7 = (text: string, options: EncodingOptions): Plan | undefined => {
  const asIs = shifted(text, options);
  if (asIs) return checked({ text, encoding: 'gsm7', ...asIs, smart: false });
  const replaced = options.smartEncoding ? smartEncode(text) : undefined;
  const smart = replaced === undefined ? undefined : shifted(replaced, options);
  return smart && replaced !== undefined
    ? checked({ text: replaced, encoding: 'gsm7', ...smart, smart: true })
    : undefined;
};

/** Chooses the encoding and the segment borders of a text. */
export const planText = (text: string, options: EncodingOptions): Plan => {
  const gsm7 = options.encoding === 'ucs2' ? undefined : planGsm7(text, options);
  if (gsm7) return gsm7;
  if (options.encoding === 'gsm7') {
    return { text, encoding: 'gsm7', shift: defaultShift, ends: [], smart: false, problem: 'not_gsm7' };
  }
  const ends = layOutCodeUnits(text, options.concatenationReference ?? 8);
  return checked({ text, encoding: 'ucs2', shift: defaultShift, ends, smart: false });
};
