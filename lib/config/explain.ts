import type * as z from 'zod';

/** `carriers[0].sender` */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );

/** A value that may be a credential, pasted into the wrong field, is not shown. */
const gotOf = ({ path, input }: z.core.$ZodIssue): string => {
  const field = String(path.at(-1) ?? '');
  if (/secret|token|key/i.test(field)) return 'what is there does not fit';
  if (input === undefined) return 'missing';
  if (typeof input === 'object' && input !== null)
    return Array.isArray(input) ? 'got a list' : 'got an object';
  const text = JSON.stringify(input) ?? typeof input;
  return `got ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
};

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

const adviceOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.startsWith('Invalid input')
        ? `give a value of type ${issue.expected}`
        : issue.message;
    case 'invalid_value':
      return `give ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    default:
      return issue.message;
  }
};

/** A fault as whoever wrote the file sees it: where, what was got, and what to do. */
export const explain = (issue: z.core.$ZodIssue): string[] => {
  const path = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(
      (key) => `${pathOf([...issue.path, key])}: there is no such field. Take it out, or mend its name.`,
    );
  }
  return [`${path === '' ? 'the file' : path}: ${gotOf(issue)}. ${sentence(adviceOf(issue))}`];
};
