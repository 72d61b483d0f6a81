import { plainAt } from '../../../core/http-carrier/json-pointer.ts';

/** A carrier's message id as we keep it, or undefined: printable, not endless. */
export const messageIdAt = (json: unknown, pointer: string): string | undefined => {
  const id = plainAt(json, pointer);
  return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
};

/** A carrier's code for the operator, if it is one: neither a sentence nor what could be a phone number. */
export const codeOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^(?!\d{7})[\w.:-]{1,60}$/.test(text) ? text : undefined;
