import * as z from 'zod';
import type { Resource } from '../resource.ts';
import { readProperties } from '../template/properties.ts';

const Permission = z.strictObject({
  Action: z.literal('lambda:InvokeFunction'),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.unknown().optional(),
});
export type Permission = z.infer<typeof Permission>;

/** Who may invoke which function: the AWS::Lambda::Permission resources of the template. */
export const readPermission = (resource: Resource): Permission => readProperties(resource, Permission);

const matches = (pattern: string, arn: string): boolean => {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(arn);
};

export const permits = (permission: Permission, principal: string, sourceArn: string): boolean =>
  permission.Principal === principal &&
  (permission.SourceArn === undefined || matches(permission.SourceArn, sourceArn));
