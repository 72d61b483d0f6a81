import * as z from 'zod';
import {
  fill,
  type JsonValue,
  memberNamesIn,
  namesIn,
  type Placeholder,
  templateProblem,
  textsIn,
} from './template.ts';

const template = (allowed?: readonly Placeholder[]) =>
  z.string().superRefine((text, context) => {
    const problem = templateProblem(text, allowed);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host);

/** What others choose. */
const strangers: readonly string[] = ['text', 'sender'];

/** Why texts cannot be posted there, or undefined. */
const urlProblem = (text: string): string | undefined => {
  if (/^[^/]*\/\/[^/]*\{\{/.test(text)) return 'the host may hold no placeholder';
  const [path = ''] = text.split('?');
  // However it is escaped, a text of two dots would lead out of the path
  if (namesIn(path).some((name) => strangers.includes(name))) {
    return `only the query may hold ${strangers.map((name) => `{{${name}}}`).join(' and ')}`;
  }
  const url = URL.parse(fill(text, () => 'x'));
  if (!url || !/^https?:$/.test(url.protocol)) return 'not an https URL';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'use https, because texts and secrets go there; http is for the loopback only';
  }
  return url.username !== '' || url.hash !== '' ? 'credentials and fragments are not sent' : undefined;
};

/** A URL with these placeholders. Values are escaped as a part of a path or of a query. */
export const urlWith = (allowed?: readonly Placeholder[]) =>
  template(allowed).superRefine((text, context) => {
    const message = urlProblem(text);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

const oursToSet = /^(host|connection|content-length|transfer-encoding|expect|upgrade|te|trailer)$/i;

/** Why a header cannot have this name, or undefined. */
export const headerNameProblem = (name: string): string | undefined => {
  if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name)) return 'not a header name';
  return oursToSet.test(name) ? 'a header that is not yours to set' : undefined;
};

/** Headers with these placeholders: what a stranger chose, a number or a text, has no place there. */
export const headersWith = (allowed: readonly Placeholder[]) => {
  const value = template(allowed).refine((text) => /^[\t\x20-\x7e]*$/.test(text), 'not printable ASCII');
  return z.record(z.string(), value).superRefine((headers, context) => {
    for (const name of Object.keys(headers)) {
      const message = headerNameProblem(name);
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message });
    }
  });
};

const jsonTemplate = (allowed?: readonly Placeholder[]) =>
  z.json().superRefine((json, context) => {
    const value: JsonValue = json;
    const inNames = memberNamesIn(value).some((name) => namesIn(name).length > 0);
    const problems = [
      ...textsIn(value).map((text) => templateProblem(text, allowed)),
      inNames ? 'placeholders are for values, not for the names of members' : undefined,
    ];
    for (const message of problems) {
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }
  });

export const bodyWith = (allowed?: readonly Placeholder[]) =>
  z.discriminatedUnion('format', [
    z
      .strictObject({ format: z.literal('json'), template: jsonTemplate(allowed) })
      .meta({ description: 'JSON with placeholders in its texts.' }),
    z
      .strictObject({ format: z.literal('form'), fields: z.record(z.string().min(1), template(allowed)) })
      .meta({ description: 'Form fields with placeholders in their values.' }),
  ]);
export type Body = z.infer<ReturnType<typeof bodyWith>>;
