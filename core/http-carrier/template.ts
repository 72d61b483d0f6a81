import type * as z from 'zod';

/** What the templates of a submit may name besides `secret.…`. */
export const placeholders = [
  'recipient',
  'recipientDigits',
  'sender',
  'text',
  'attemptId',
  'callbackUrl',
  'validitySeconds',
  'encoding',
  'dltEntityId',
  'dltTemplateId',
] as const;
/** Those of a look-up beside them: when the carrier took the text, if it did. */
export type Placeholder = (typeof placeholders)[number] | 'submittedAfter' | 'submittedBefore';

export type JsonValue = z.core.util.JSONType;

/** The value of a placeholder, `secret.…` among them. */
export type ValueOf = (name: string) => string;

const placeholder = /\{\{([^{}]*)\}\}/g;
const secretName = /^secret\.[\w-]{1,64}$/;

/** The names in a template, in their order. */
export const namesIn = (template: string): string[] =>
  [...template.matchAll(placeholder)].map(([, name = '']) => name);

/** What is wrong with a template where these names are allowed, in a sentence without its content, or undefined. */
export const templateProblem = (
  template: string,
  allowed: readonly Placeholder[] = placeholders,
): string | undefined => {
  const wrong = namesIn(template).find(
    (name) => !secretName.test(name) && !allowed.some((known) => known === name),
  );
  if (wrong !== undefined) {
    return `{{${wrong}}} is no placeholder here: use ${allowed.map((name) => `{{${name}}}`).join(', ')} or {{secret.NAME}}`;
  }
  return /\{\{|\}\}/.test(template.replace(placeholder, ''))
    ? 'has {{ or }} that belong to no placeholder'
    : undefined;
};

/** Fills a template, each value escaped. In one pass: what a value holds is never taken for a placeholder. */
export const fill = (template: string, lookUp: ValueOf, encode = (value: string): string => value): string =>
  template.replace(placeholder, (_, name: string) => encode(lookUp(name)));

/** All texts of a JSON template at any depth, names of members aside. */
export const textsIn = (template: JsonValue): string[] => {
  if (typeof template === 'string') return [template];
  return typeof template === 'object' && template !== null ? Object.values(template).flatMap(textsIn) : [];
};

/** All names of members at any depth. */
export const memberNamesIn = (template: JsonValue): string[] => {
  if (typeof template !== 'object' || template === null) return [];
  const own = Array.isArray(template) ? [] : Object.keys(template);
  return [...own, ...Object.values(template).flatMap(memberNamesIn)];
};

/**
 * Fills the texts of a JSON template: the template is JSON before anything is put into it, so no value can leave its
 * field. `"{{validitySeconds}}"` by itself becomes a number.
 */
export const fillJson = (template: JsonValue, lookUp: ValueOf): JsonValue => {
  if (typeof template === 'string') {
    return template === '{{validitySeconds}}' ? Number(lookUp('validitySeconds')) : fill(template, lookUp);
  }
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((item) => fillJson(item, lookUp));
  return Object.fromEntries(Object.entries(template).map(([name, item]) => [name, fillJson(item, lookUp)]));
};
