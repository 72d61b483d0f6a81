import * as z from 'zod';
import type { Resource } from '../resource.ts';

/** CloudFormation takes numbers and booleans as text, too. */
export const WholeNumber = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);
export const Flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** Tags and descriptions never change what a resource does. */
export const documentation = { Tags: z.unknown().optional(), Description: z.unknown().optional() };

const sentence = (issue: z.core.$ZodIssue): string => {
  const place = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return `${place.join('.')}: ${issue.message}`;
  const names = issue.keys.map((key) => [...place, key].join('.')).join(', ');
  return `the local cloud does not support ${names}`;
};

/** Reads the properties of a resource; what the strict schema does not know is refused by name. */
export const readProperties = <Schema extends z.ZodType>(
  { logicalId, type, properties }: Resource,
  schema: Schema,
): z.output<Schema> => {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${logicalId} (${type}): ${parsed.error.issues.map(sentence).join('; ')}`);
};
