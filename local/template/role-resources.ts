import type { ResourceHandler } from '../resource.ts';

const policy: ResourceHandler = async ({ logicalId }) => ({ ref: logicalId });

/** Roles and their policies: only names here; what they allow is read by `permissionsOf` and enforced by the endpoint. */
export const roleHandlers: Readonly<Record<string, ResourceHandler>> = {
  'AWS::IAM::ManagedPolicy': policy,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::Role': async ({ logicalId, properties }, { accountId }) => {
    const name = typeof properties.RoleName === 'string' ? properties.RoleName : logicalId;
    return { ref: name, attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}`, RoleId: name } };
  },
};
