import type * as z from 'zod';
import { type FieldError, ProblemError } from '../problem.ts';

type Issue = z.core.$ZodIssue;

/** Well-formed, because a key may be any string that JSON can escape, and not every client reads those back. */
const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join('.').toWellFormed();

/** What is counted where not a number is compared. */
const units: ReadonlyMap<string, string> = new Map([
  ['string', 'character'],
  ['array', 'item'],
]);

const boundOf = (origin: string, bound: number | bigint): string => {
  const unit = units.get(origin);
  if (unit === undefined) return String(bound);
  return `${bound} ${unit}${bound === 1 ? '' : 's'}`;
};

const messageOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
    case 'too_small':
      return `must ${units.has(issue.origin) ? 'have' : 'be'} at least ${boundOf(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must ${units.has(issue.origin) ? 'have' : 'be'} at most ${boundOf(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message;
  }
};

export const unknownField = (path: readonly PropertyKey[]): FieldError => ({
  path: pathOf(path),
  message: 'is not a known field',
});

const errorsOf = (issue: Issue): FieldError[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => unknownField([...issue.path, key]))
    : [{ path: pathOf(issue.path), message: messageOf(issue) }];

/** What zod found, one sentence a field: its first. A value is never quoted. */
export const fieldErrors = ({ issues }: Pick<z.ZodError, 'issues'>): FieldError[] => {
  const errors = issues.flatMap(errorsOf);
  return [...new Map(errors.toReversed().map((error) => [error.path, error])).values()].toReversed();
};

/** The refusal of a text that is right in itself but not for its API key. */
export const restrictedKey = (errors: readonly FieldError[]): ProblemError =>
  new ProblemError('key_restricted', 'This API key is restricted. Nothing was stored or sent.', { errors });

/** The refusal of a request with these errors. */
export const invalidFields = (errors: readonly FieldError[]): ProblemError => {
  const fields = errors.length === 1 ? 'One field is' : `${errors.length} fields are`;
  return new ProblemError('invalid_request', `${fields} invalid. Nothing was stored or sent.`, { errors });
};
