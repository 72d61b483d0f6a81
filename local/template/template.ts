import { readFileSync } from 'node:fs';
import * as z from 'zod';

const Value = z.json();
export type Value = z.infer<typeof Value>;

const Parameter = z.strictObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number()]).optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  ConstraintDescription: z.string().optional(),
  Description: z.string().optional(),
  NoEcho: z.union([z.boolean(), z.string()]).optional(),
});
export type Parameter = z.infer<typeof Parameter>;

const TemplateResource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), Value).default({}),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: Value.optional(),
});
export type TemplateResource = z.infer<typeof TemplateResource>;

/** CDK's check of the bootstrap stack: there is none here. Any other rule would refuse a deployment. */
const BootstrapRule = z.strictObject({ CheckBootstrapVersion: Value.optional() });

/** A CloudFormation template, as far as it can be run here; every other section is refused by name. */
export const Template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: Value.optional(),
  Parameters: z.record(z.string(), Parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), Value))).default({}),
  Conditions: z.record(z.string(), Value).default({}),
  Rules: BootstrapRule.optional(),
  Resources: z.record(z.string(), TemplateResource),
  Outputs: z
    .record(
      z.string(),
      z.strictObject({
        Value,
        Description: z.string().optional(),
        Condition: z.string().optional(),
        Export: Value.optional(),
      }),
    )
    .default({}),
});
export type Template = z.infer<typeof Template>;

/** Throws a sentence that names the place in the template of everything that cannot be read. */
export const parseTemplate = (template: unknown): Template => {
  const parsed = Template.safeParse(template);
  if (parsed.success) return parsed.data;
  throw new Error(`the template cannot be run locally:\n${z.prettifyError(parsed.error)}`);
};

export const readTemplate = (path: string): Template => parseTemplate(JSON.parse(readFileSync(path, 'utf8')));
