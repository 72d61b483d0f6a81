import type * as z from 'zod';
import { type FieldError, ProblemError } from '../problem.ts';

type Issue = z.core.$ZodIssue;

/** Well-formed, because a key may be any string that JSON can escape, and not every client reads those back. */
const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').toWellFormed();

const messageOf = (issue: Issue): string => {
  if (issue.code !== 'invalid_type') return issue.message;
  return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
};

const errorsOf = (issue: Issue): FieldError[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => unknownField([...issue.path, key]))
    : [{ path: pathOf(issue.path), message: messageOf(issue) }];

export const unknownField = (path: readonly PropertyKey[]): FieldError => ({
  path: pathOf(path),
  message: 'is not a known field',
});

/** What zod found, one sentence a field: its first. A value is never quoted. */
export const fieldErrors = (error: z.ZodError): FieldError[] => {
  const errors = error.issues.flatMap(errorsOf);
  return errors.filter(({ path }, i) => errors.findIndex((other) => other.path === path) === i);
};

/** The refusal of a request with these errors. */
export const invalidFields = (errors: readonly FieldError[]): ProblemError => {
  const fields = errors.length === 1 ? 'One field is' : `${errors.length} fields are`;
  return new ProblemError('invalid_request', `${fields} invalid. Nothing was stored or sent.`, { errors });
};
