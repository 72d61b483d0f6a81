import type * as z from 'zod';
import { type FieldError, ProblemError } from '../problem.ts';

type Issue = z.core.$ZodIssue;

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

const boundOf = (origin: string, bound: number | bigint): string => {
  if (origin !== 'string') return String(bound);
  return `${bound} character${bound === 1 ? '' : 's'}`;
};

const messageOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
    case 'too_small':
      return `must ${issue.origin === 'string' ? 'have' : 'be'} at least ${boundOf(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must ${issue.origin === 'string' ? 'have' : 'be'} at most ${boundOf(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
};

/** What zod found, one sentence a field. A value is never quoted. */
export const fieldErrors = ({ issues }: Pick<z.ZodError, 'issues'>): FieldError[] =>
  issues.flatMap((issue): FieldError[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not a known field' }))
      : [{ path: pathOf(issue.path), message: messageOf(issue) }],
  );

/** The refusal of a request with these errors. */
export const invalidFields = (errors: readonly FieldError[]): ProblemError => {
  const fields = errors.length === 1 ? 'One field is' : `${errors.length} fields are`;
  return new ProblemError('invalid_request', `${fields} invalid. Nothing was stored or sent.`, { errors });
};
