import { countSeptets } from '../text/septet-costs.ts';
import { normaliseDigits } from './normalise-digits.ts';
import { numberTypeOf } from './number-type.ts';
import { parsePossible } from './parse-possible.ts';
import { type SenderProblem, senderProblem } from './sender-problem.ts';
import { defaultShortCodeDigits, senderRules } from './sender-rules.ts';

/** Who a text comes from, as the recipient sees it; numbers in E.164 with `+`. */
export type Sender = {
  readonly kind: 'alphanumeric' | 'shortCode' | 'longCode' | 'tollFree';
  readonly value: string;
};

export type ParsedSender =
  | { readonly ok: true; readonly sender: Sender }
  | { readonly ok: false; readonly problem: SenderProblem };

/** Septets of a name: the address field has ten octets. 3GPP TS 23.040 §9.1.2.5. */
const maxNameSeptets = 11;

const parseName = (name: string, country: string): ParsedSender => {
  const septets = countSeptets(name);
  if (septets === undefined || /\p{Cc}/u.test(name)) return senderProblem('not_gsm7');
  if (septets > maxNameSeptets) return senderProblem('name_too_long');
  if (senderRules[country]?.alphanumeric === false) return senderProblem('no_names');
  return { ok: true, sender: { kind: 'alphanumeric', value: name } };
};

const parseShortCode = (digits: string, country: string): ParsedSender => {
  const [least, most] = senderRules[country]?.shortCodeDigits ?? defaultShortCodeDigits;
  if (digits.length < least || digits.length > most) return senderProblem('short_code_length');
  return { ok: true, sender: { kind: 'shortCode', value: digits } };
};

const parseNumber = (input: string, country: string): ParsedSender => {
  const number = parsePossible(input, input.startsWith('+') ? undefined : country);
  if (typeof number === 'string') return senderProblem('not_a_sender');
  const kind = numberTypeOf(number.getType()) === 'tollFree' ? 'tollFree' : 'longCode';
  return { ok: true, sender: { kind, value: number.number } };
};

/**
 * Reads a sender: a name, a short code or a number, and checks it against what the recipient's country (ISO 3166-1
 * alpha-2) accepts. Never throws.
 */
export const parseSender = (input: string, country: string): ParsedSender => {
  const trimmed = input.trim();
  if (trimmed === '') return senderProblem('empty');
  if (/\p{L}/u.test(trimmed)) return parseName(trimmed, country);
  const normalised = normaliseDigits(trimmed);
  if (typeof normalised === 'string') return senderProblem('not_a_sender');
  const { digits } = normalised;
  const isShort = !digits.startsWith('+') && digits.length <= defaultShortCodeDigits[1];
  return isShort ? parseShortCode(digits, country) : parseNumber(digits, country);
};
