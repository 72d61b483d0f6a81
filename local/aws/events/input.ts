import * as z from 'zod';
import type { BusEvent } from './events-table.ts';
import { isObject } from './invalid-pattern.ts';

/** What a target gets instead of the whole event: constant text, a part of it, or a template. */
export const TargetInput = z.object({
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .strictObject({ InputTemplate: z.string(), InputPathsMap: z.record(z.string(), z.string()).default({}) })
    .optional(),
});
export type TargetInput = z.infer<typeof TargetInput>;

const path = /^\$(\.[\w-]+|\['[^']+'\]|\[\d+\])*$/;

/** Throws for a path that is not plain names and indexes. */
const read = (event: unknown, at: string): unknown => {
  if (!path.test(at)) throw new Error(`the path ${at} is not supported by the local cloud`);
  const steps = [...at.matchAll(/\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/g)].map(
    ([, name, quoted, index]) => name ?? quoted ?? index,
  );
  return steps.reduce<unknown>((value, step = '') => {
    if (Array.isArray(value)) return value[Number(step)];
    return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, event);
};

const isQuoted = (template: string, offset: number): boolean =>
  (template.slice(0, offset).match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;

/** Inside quotes a value is put as text, elsewhere as JSON; a variable without a value is an empty text. */
const fill = (template: string, variables: Readonly<Record<string, unknown>>): unknown => {
  const filled = template.replace(/<([\w.-]+)>/g, (whole, name: string, offset: number) => {
    if (!Object.hasOwn(variables, name)) return whole;
    const value = variables[name] ?? '';
    const json = JSON.stringify(value);
    if (!isQuoted(template, offset)) return json;
    return typeof value === 'string' ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1);
  });
  try {
    return JSON.parse(filled);
  } catch {
    return filled;
  }
};

/** The payload of one invocation. */
export const payloadFor = (
  { Input, InputPath, InputTransformer }: TargetInput,
  event: BusEvent,
  rule: { readonly name: string; readonly arn: string },
): unknown => {
  if (Input !== undefined) return JSON.parse(Input);
  if (InputPath !== undefined) return read(event, InputPath) ?? {};
  if (InputTransformer === undefined) return event;
  const paths = Object.entries(InputTransformer.InputPathsMap).map(([name, at]) => [name, read(event, at)]);
  return fill(InputTransformer.InputTemplate, {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.json': event,
    'aws.events.event': event,
    'aws.events.event.ingestion-time': event.time,
    ...Object.fromEntries(paths),
  });
};

/** Throws for an input that could not be made for any event, so that a rule is refused when it is created. */
export const checkInput = (input: TargetInput): void => {
  const { Input, InputPath, InputTransformer } = input;
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1) {
    throw new Error('only one of Input, InputPath and InputTransformer can be given');
  }
  if (Input !== undefined) JSON.parse(Input);
  for (const at of [InputPath ?? '$', ...Object.values(InputTransformer?.InputPathsMap ?? {})]) read({}, at);
};
