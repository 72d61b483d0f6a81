import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Resource } from '../resource.ts';

/** For properties without any effect on a laptop: accepted, whatever they hold. */
export const noLocalEffect = z.unknown().optional();

/** CloudFormation passes parameters as text, so numbers and booleans may arrive quoted. */
export const cfnNumber = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
export const cfnBoolean = z.union([
  z.boolean(),
  z.enum(['true', 'false']).transform((text) => text === 'true'),
]);

/** JSON that CloudFormation takes as an object or as text. */
const JsonObject = z.record(z.string(), z.unknown());
export const cfnJson = z.union([
  JsonObject,
  z.string().transform((text, context) => {
    try {
      return JsonObject.parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'is not a JSON object' });
      return z.NEVER;
    }
  }),
]);

const sentence = (issue: z.core.$ZodIssue): string => {
  if (issue.code !== 'unrecognized_keys') return `property ${issue.path.join('.')}: ${issue.message}`;
  const names = issue.keys.map((key) => [...issue.path, key].join('.'));
  return `property ${names.join(', ')} is not supported by the local cloud`;
};

/** Reads a resource's properties with a strict schema; what it does not know is an error that names it. */
export const readProperties = <S extends z.ZodType>(schema: S, resource: Resource): z.output<S> => {
  const read = schema.safeParse(resource.properties);
  if (read.success) return read.data;
  throw new Error(read.error.issues.map(sentence).join('; '));
};

/** The name of a resource that the template does not name: the same in every run, as its state is kept under it. */
export const physicalName = (logicalId: string, longest: number): string => {
  const name = `local-${logicalId}`;
  if (name.length <= longest) return name;
  const digest = createHash('sha256').update(logicalId).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - 9)}-${digest}`;
};
