/** Control characters, and those that turn the direction of writing: a text of others must not steer a terminal. */
const steering = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const escaped = (character: string): string =>
  `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;

/** A line as it may go to a terminal; a line break in it stays one. */
export const printable = (line: string): string =>
  line.replace(steering, (character) => (character === '\n' ? character : escaped(character)));

/** JSON that a terminal may see as well: what JSON itself leaves as it is, escaped. */
export const safeJson = (value: unknown): string => JSON.stringify(value).replace(steering, escaped);
