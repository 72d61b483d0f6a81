import * as z from 'zod';
import type { DeployedResource } from './deploy.ts';

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/** One statement of a role, for a gate to judge. Conditions are refused: they would have to be evaluated. */
const Statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
  })
  .refine(({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined), 'names no actions')
  .refine(
    ({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined),
    'names no resources',
  );
export type Statement = z.infer<typeof Statement>;

const Document = z.object({
  Statement: z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(Statement)),
});
const Role = z.object({ Policies: z.array(z.object({ PolicyDocument: Document })).default([]) });
const Policy = z.object({ PolicyDocument: Document, Roles: z.array(z.string()).default([]) });
const LambdaFunction = z.object({ Role: z.string() });

const read = <Schema extends z.ZodType>(resource: DeployedResource, schema: Schema): z.output<Schema> => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  throw new Error(`${resource.logicalId} (${resource.type}): ${z.prettifyError(parsed.error)}`);
};

/**
 * What the template lets each function do, by the function's logical id: the policies of its role. AWS-managed
 * policies are left out; a function needs them for its logs and traces only, and writes those without any call.
 */
export const permissionsOf = (
  resources: ReadonlyMap<string, DeployedResource>,
): ReadonlyMap<string, readonly Statement[]> => {
  const ofType = (...types: string[]): DeployedResource[] =>
    [...resources.values()].filter(({ type }) => types.includes(type));
  const byRole = new Map<string, Statement[]>();
  const roleNames = new Map<unknown, string>();

  for (const role of ofType('AWS::IAM::Role')) {
    const name = role.created.ref;
    roleNames.set(role.created.attributes?.Arn, name);
    byRole.set(
      name,
      read(role, Role).Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    );
  }
  for (const policy of ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')) {
    const { PolicyDocument, Roles } = read(policy, Policy);
    for (const name of Roles) byRole.get(name)?.push(...PolicyDocument.Statement);
  }
  return new Map(
    ofType('AWS::Lambda::Function').map((fn) => {
      const name = roleNames.get(read(fn, LambdaFunction).Role);
      if (name === undefined) throw new Error(`${fn.logicalId}: its role is none of the template's`);
      return [fn.logicalId, byRole.get(name) ?? []];
    }),
  );
};
