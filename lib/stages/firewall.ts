import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

export interface FirewallProps {
  /** Requests that one address may make in five minutes. */
  readonly requestsPerAddress: number;
}

const visible = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  // Samples would show bodies and numbers in the console.
  sampledRequestsEnabled: false,
});

const managedRules = (name: string, priority: number): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: `AWSManagedRules${name}` } },
  visibilityConfig: visible(name),
});

/**
 * Keeps out addresses of ill repute, known attacks and floods. Not AWS's common rules: they refuse bodies over 8 KB and
 * texts that look like code, which a text may.
 */
export class Firewall extends Construct {
  readonly webAclArn: string;

  constructor(scope: Construct, id: string, { requestsPerAddress }: FirewallProps) {
    super(scope, id);
    const webhook: CfnWebACL.StatementProperty = {
      byteMatchStatement: {
        fieldToMatch: { uriPath: {} },
        positionalConstraint: 'STARTS_WITH',
        searchString: '/v1/webhooks/',
        textTransformations: [{ priority: 0, type: 'NONE' }],
      },
    };
    const flood: CfnWebACL.RuleProperty = {
      name: 'Flood',
      priority: 2,
      action: { block: { customResponse: { responseCode: 429 } } },
      statement: {
        rateBasedStatement: {
          aggregateKeyType: 'IP',
          limit: requestsPerAddress,
          // A carrier posts all its receipts from a few addresses.
          scopeDownStatement: { notStatement: { statement: webhook } },
        },
      },
      visibilityConfig: visible('Flood'),
    };
    const webAcl = new CfnWebACL(this, 'WebAcl', {
      description: 'In front of the SMS pipeline',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      rules: [managedRules('AmazonIpReputationList', 0), managedRules('KnownBadInputsRuleSet', 1), flood],
      visibilityConfig: visible('Requests'),
    });
    this.webAclArn = webAcl.attrArn;
  }
}
