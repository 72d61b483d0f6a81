import { type ComposeSettings, type Composition, composeMessage } from '../compose-message.ts';
import type { FieldError } from '../problem.ts';
import { fieldErrors, invalidFields, unknownField } from './field-errors.ts';
import { MessageRequest } from './message-request.ts';

const fieldOf = ({ path }: FieldError): string => path.split('.')[0] ?? '';

/** Takes the place of what is missing or of a wrong type, so that the other fields can be judged. */
const standIns = { to: '+15005550006', body: 'x' };

/** Zod leaves out `__proto__` without a word, as assigning it would change an object's prototype. */
const droppedFields = (body: unknown): FieldError[] => {
  const { metadata } = Object(body);
  return Object.hasOwn(Object(metadata), '__proto__') ? [unknownField(['metadata', '__proto__'])] : [];
};

/** What is wrong with the fields that have the right type, in a request in which others do not. */
const furtherErrors = (
  body: unknown,
  known: readonly FieldError[],
  settings: ComposeSettings,
  tenant: string,
): readonly FieldError[] => {
  const wrong = new Set(known.map(fieldOf));
  const right = Object.entries(Object(body)).filter(([name]) => !wrong.has(name));
  const parsed = MessageRequest.safeParse({ ...standIns, ...Object.fromEntries(right) });
  return parsed.success ? composeMessage(parsed.data, settings, tenant).errors : [];
};

/**
 * Reads a request and makes a message of it: what sending and preview both begin with.
 * @throws ProblemError when a field is missing, unknown or of a wrong type; it names those and all other faults at once.
 */
export const composeRequest = (
  body: unknown,
  settings: ComposeSettings,
  tenant: string,
): { request: MessageRequest; composition: Composition } => {
  const parsed = MessageRequest.safeParse(body, { reportInput: true });
  const errors = [...(parsed.success ? [] : fieldErrors(parsed.error)), ...droppedFields(body)];
  if (parsed.success && errors.length === 0) {
    return { request: parsed.data, composition: composeMessage(parsed.data, settings, tenant) };
  }
  throw invalidFields([...errors, ...furtherErrors(body, errors, settings, tenant)]);
};
