import type * as z from 'zod';
import { type FieldError, ProblemError } from '../problem.ts';

type Issue = z.core.$ZodIssue;

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

const messageOf = (issue: Issue): string => {
  if (issue.code !== 'invalid_type') return issue.message;
  return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
};

/** What zod found, one sentence a field. A value is never quoted. */
export const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not a known field' }))
      : [{ path: pathOf(issue.path), message: messageOf(issue) }],
  );

/** The refusal of a request with these errors. */
export const invalidFields = (errors: readonly FieldError[]): ProblemError => {
  const fields = errors.length === 1 ? 'One field is' : `${errors.length} fields are`;
  return new ProblemError('invalid_request', `${fields} invalid. Nothing was stored or sent.`, { errors });
};
