import type { ComposeSettings } from '../compose-message.ts';
import { parseRecipient } from '../number/recipient.ts';
import { parseSender } from '../number/sender.ts';
import { type FieldError, type ProblemError, problemCatalogue } from '../problem.ts';
import { TwilioError, type TwilioErrorCode, twilioErrors } from './errors.ts';

type Numbers = { readonly to: string; readonly from?: string };

const isCode = (code: number): code is TwilioErrorCode => Object.hasOwn(twilioErrors, code);

/** Ours for what Twilio has codes of its own for; the others follow Twilio's rule of 20000 and the HTTP status. */
const generalCode = (status: number): TwilioErrorCode => {
  const code = { 400: 20422, 401: 20003, 405: 20004, 422: 20422 }[status] ?? 20_000 + status;
  return isCode(code) ? code : status < 500 ? 20422 : 20500;
};

const recipientCode = (to: string, settings: ComposeSettings): TwilioErrorCode => {
  const { defaultCountry, allowFixedLines: allowFixedLine } = settings;
  const parsed = parseRecipient(to, {
    allowFixedLine,
    ...(defaultCountry !== undefined && { defaultCountry }),
  });
  // The number is right, so what was refused is where it is.
  if (parsed.ok) return 21408;
  const { code } = parsed.problem;
  return code === 'fixed_line' || code === 'not_textable' ? 21614 : 21211;
};

const senderCode = ({ from = '', to }: Numbers, settings: ComposeSettings): TwilioErrorCode => {
  const { defaultCountry } = settings;
  const recipient = parseRecipient(to, defaultCountry === undefined ? {} : { defaultCountry });
  const parsed = parseSender(from, recipient.ok ? recipient.recipient.country : '');
  return !parsed.ok && parsed.problem.code === 'no_names' ? 21612 : 21212;
};

const codeOfField = (path: string, numbers: Numbers, settings: ComposeSettings): TwilioErrorCode => {
  switch (path) {
    case 'to':
      return recipientCode(numbers.to, settings);
    case 'from':
      return senderCode(numbers, settings);
    case 'body':
      return 21617;
    case 'sendAt':
      return 35114;
    default:
      return 20422;
  }
};

/** Twilio's parameter order, in which it reports the first fault only. */
const fields = ['to', 'from', 'body'];
const rank = ({ path }: FieldError): number => (fields.includes(path) ? fields.indexOf(path) : fields.length);

/** Our refusal in Twilio's codes, for a text to these numbers. */
export const twilioRefusal = (
  problem: ProblemError,
  numbers: Numbers,
  settings: ComposeSettings,
): TwilioError => {
  const [first] = [...(problem.errors ?? [])].sort((a, b) => rank(a) - rank(b));
  if (first) {
    const restricted = first.path === 'from' ? 21606 : 21408;
    const code = problem.code === 'key_restricted' ? restricted : codeOfField(first.path, numbers, settings);
    return new TwilioError(code, problemText(first));
  }
  return generalRefusal(problem);
};

const problemText = ({ path, message }: FieldError): string => `${path}: ${message}`;

/** The same for a refusal that no field is to blame for. */
export const generalRefusal = (problem: ProblemError): TwilioError => {
  const { code, message } = problem;
  if (code === 'not_cancelable') return new TwilioError(30409, message);
  return new TwilioError(generalCode(problemCatalogue[code].status), message);
};
