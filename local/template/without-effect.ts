import type { CloudContext, Created, Resource, ResourceHandler } from '../resource.ts';

type Attributes = (logicalId: string, context: CloudContext) => Readonly<Record<string, string>>;

const arn = (service: string, path: string): Attributes => {
  return (logicalId, { region, accountId }) => ({
    Arn: `arn:aws:${service}:${region}:${accountId}:${path}${logicalId}`,
  });
};

const none: Attributes = () => ({});

/**
 * Resource types that change nothing on a laptop, with the attributes that other resources may ask for. Reviewed
 * 2026-11-22. Roles and policies are created here and enforced by the endpoint.
 */
const types: ReadonlyMap<string, Attributes> = new Map([
  ['AWS::CDK::Metadata', none],
  ['AWS::Budgets::Budget', none],
  ['AWS::CloudWatch::Alarm', arn('cloudwatch', 'alarm:')],
  ['AWS::CloudWatch::AnomalyDetector', none],
  ['AWS::CloudWatch::CompositeAlarm', arn('cloudwatch', 'alarm:')],
  ['AWS::CloudWatch::Dashboard', none],
  ['AWS::IAM::ManagedPolicy', none],
  ['AWS::IAM::Policy', none],
  [
    'AWS::IAM::Role',
    (logicalId, { accountId }) => ({
      Arn: `arn:aws:iam::${accountId}:role/${logicalId}`,
      RoleId: logicalId,
    }),
  ],
  ['AWS::KMS::Alias', none],
  [
    'AWS::KMS::Key',
    (logicalId, context) => ({ ...arn('kms', 'key/')(logicalId, context), KeyId: logicalId }),
  ],
  ['AWS::Logs::MetricFilter', none],
  ['AWS::Logs::QueryDefinition', none],
  ['AWS::ResourceGroups::Group', none],
  ['AWS::WAFv2::WebACL', arn('wafv2', 'regional/webacl/')],
  ['AWS::WAFv2::WebACLAssociation', none],
  ['AWS::XRay::Group', none],
  ['AWS::XRay::SamplingRule', none],
]);

const reference = (resource: Resource, attributes: Readonly<Record<string, string>>): string =>
  resource.type === 'AWS::IAM::ManagedPolicy'
    ? `arn:aws:iam::aws:policy/${resource.logicalId}`
    : (attributes.KeyId ?? resource.logicalId);

/** The handler of a type that has no local effect, or undefined for a type that is not on the list. */
export const handlerWithoutEffect = (type: string): ResourceHandler | undefined => {
  const attributesOf = types.get(type);
  if (!attributesOf) return undefined;
  return async (resource, context): Promise<Created> => {
    const attributes = attributesOf(resource.logicalId, context);
    return { ref: reference(resource, attributes), attributes };
  };
};
