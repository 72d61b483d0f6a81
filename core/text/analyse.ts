import { countSegments } from './count-segments.ts';
import type { Encoding } from './encoding.ts';
import { type ForcingCharacter, forcingCharacters } from './forcing-characters.ts';
import { loneSurrogates } from './lone-surrogates.ts';
import { type EncodingOptions, planText, type TextProblem } from './plan.ts';
import { makeSegments, type Segment } from './segments.ts';
import type { Shift } from './shift.ts';
import { smartEncode } from './smart-encoding.ts';

export type AnalyseOptions = EncodingOptions & {
  /** Give each segment's octets, with its user data header. @default false */
  readonly octets?: boolean;
  /**
   * The concatenation reference. Give texts to one recipient different ones, or a handset mixes up their segments.
   *
   * @default 0
   */
  readonly reference?: number;
};

export type TextAnalysis = {
  /** As it will be sent: U+FFFD for lone surrogates, and replaced where smart encoding was applied. */
  readonly text: string;
  readonly encoding: Encoding;
  /** National language tables, 0 for the default ones. */
  readonly shift: Shift;
  /** Counted beyond 255 too; 0 for a text that GSM-7 was asked for and lacks characters of. */
  readonly segmentCount: number;
  /** Empty where there is a problem. */
  readonly segments: readonly Segment[];
  /** The characters of the given text that the default alphabet lacks; none where national tables carry them. */
  readonly forcing: readonly ForcingCharacter[];
  /** UTF-16 indices of the surrogates that were replaced by U+FFFD. */
  readonly loneSurrogates: readonly number[];
  /** Smart encoding was applied: `text` is not what was given. */
  readonly smartEncoded: boolean;
  /** What smart encoding makes of a text that otherwise needs UCS-2; left out where it cannot help. */
  readonly smart?: { readonly segmentCount: number; readonly text: string };
  readonly problem?: TextProblem;
};

const smartOffer = (text: string, options: EncodingOptions): TextAnalysis['smart'] => {
  const replaced = smartEncode(text);
  if (replaced === undefined) return undefined;
  return {
    segmentCount: countSegments(replaced, { ...options, encoding: 'gsm7' }).segmentCount,
    text: replaced,
  };
};

/**
 * Everything about how a text goes over the air: encoding, segments, what forces UCS-2 and what smart encoding would
 * save. Never throws: a text that cannot be sent as asked comes back with a `problem`. 3GPP TS 23.038 and 23.040.
 */
export const analyse = (given: string, options: AnalyseOptions = {}): TextAnalysis => {
  const wellFormed = given.toWellFormed();
  const plan = planText(wellFormed, options);
  const { text, encoding, shift, ends, smartEncoded, problem } = plan;
  const carried = encoding === 'gsm7' && !smartEncoded && problem !== 'not_gsm7';
  const forcing = carried ? [] : forcingCharacters(wellFormed);
  const smart = forcing.length > 0 ? smartOffer(wellFormed, options) : undefined;
  return {
    text,
    encoding,
    shift,
    segmentCount: ends.length,
    segments: problem ? [] : makeSegments(plan, options),
    forcing,
    loneSurrogates: loneSurrogates(given),
    smartEncoded,
    ...(smart && { smart }),
    ...(problem && { problem }),
  };
};
