import type { CloudContext, Created, ResourceHandler } from '../resource.ts';

type Attributes = (name: string, context: CloudContext) => Readonly<Record<string, string>>;

const arn = (service: string, path: string): Attributes => {
  return (name, { region, accountId }) => ({
    Arn: `arn:aws:${service}:${region}:${accountId}:${path}${name}`,
  });
};

const none: Attributes = () => ({});

/**
 * Resource types that change nothing on a laptop, with the attributes that other resources may ask for. Reviewed
 * 2026-11-22.
 */
const types: ReadonlyMap<string, Attributes> = new Map([
  ['AWS::CDK::Metadata', none],
  ['AWS::Budgets::Budget', none],
  ['AWS::CloudWatch::Alarm', arn('cloudwatch', 'alarm:')],
  ['AWS::CloudWatch::AnomalyDetector', none],
  ['AWS::CloudWatch::CompositeAlarm', arn('cloudwatch', 'alarm:')],
  ['AWS::CloudWatch::Dashboard', none],
  ['AWS::EventSchemas::Registry', (name) => ({ RegistryName: name })],
  ['AWS::EventSchemas::Schema', none],
  ['AWS::KMS::Alias', none],
  ['AWS::KMS::Key', (name, context) => ({ ...arn('kms', 'key/')(name, context), KeyId: name })],
  ['AWS::Logs::MetricFilter', none],
  ['AWS::Logs::QueryDefinition', none],
  ['AWS::ResourceGroups::Group', none],
  ['AWS::WAFv2::WebACL', arn('wafv2', 'regional/webacl/')],
  ['AWS::WAFv2::WebACLAssociation', none],
  ['AWS::XRay::Group', none],
  ['AWS::XRay::SamplingRule', none],
  // What a bus target of the CDK brings to let EventBridge write to a log group: a resource policy, no more.
  ['Custom::CloudwatchLogResourcePolicy', none],
]);

/** The handler of a type that has no local effect, or undefined for a type that is not on the list. */
export const handlerWithoutEffect = (type: string): ResourceHandler | undefined => {
  const attributesOf = types.get(type);
  if (!attributesOf) return undefined;
  return async ({ logicalId }, context): Promise<Created> => ({
    ref: logicalId,
    attributes: attributesOf(logicalId, context),
  });
};
