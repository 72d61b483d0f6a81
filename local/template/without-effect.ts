import type { CloudContext, Created, Resource, ResourceHandler } from '../resource.ts';

type Attributes = (name: string, context: CloudContext) => Readonly<Record<string, string>>;

const arn = (service: string, path: string): Attributes => {
  return (name, { region, accountId }) => ({
    Arn: `arn:aws:${service}:${region}:${accountId}:${path}${name}`,
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
    (name, { accountId }) => ({
      Arn: `arn:aws:iam::${accountId}:role/${name}`,
      RoleId: name,
    }),
  ],
  ['AWS::KMS::Alias', none],
  ['AWS::KMS::Key', (name, context) => ({ ...arn('kms', 'key/')(name, context), KeyId: name })],
  ['AWS::Logs::MetricFilter', none],
  ['AWS::Logs::QueryDefinition', none],
  ['AWS::ResourceGroups::Group', none],
  ['AWS::WAFv2::WebACL', arn('wafv2', 'regional/webacl/')],
  ['AWS::WAFv2::WebACLAssociation', none],
  ['AWS::XRay::Group', none],
  ['AWS::XRay::SamplingRule', none],
]);

/** CDK names most resources by their logical id; roles may have a name of their own. */
const nameOf = ({ logicalId, properties }: Resource): string =>
  typeof properties.RoleName === 'string' ? properties.RoleName : logicalId;

/** The handler of a type that has no local effect, or undefined for a type that is not on the list. */
export const handlerWithoutEffect = (type: string): ResourceHandler | undefined => {
  const attributesOf = types.get(type);
  if (!attributesOf) return undefined;
  return async (resource, context): Promise<Created> => {
    const name = nameOf(resource);
    return { ref: name, attributes: attributesOf(name, context) };
  };
};
