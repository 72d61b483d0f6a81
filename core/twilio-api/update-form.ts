import { TwilioError } from './errors.ts';

/** What an update asks for: to take the text back, to redact it, or both. */
export type TwilioUpdate = { readonly cancel: boolean; readonly redact: boolean };

/** Reads the form that updates a message: nothing else of a message can change. */
export const readUpdateForm = (form: URLSearchParams): TwilioUpdate => {
  const [body, status] = [form.get('Body'), form.get('Status')];
  if (body)
    throw new TwilioError(20422, "'Body' can only be emptied: a text that was taken does not change.");
  if (status !== null && status !== 'canceled') throw new TwilioError(20422, "'Status' takes canceled.");
  if (body === null && status === null) throw new TwilioError(20422, "Give 'Body' or 'Status'.");
  return { cancel: status !== null, redact: body !== null };
};
