import { RemovalPolicy } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';

export interface SnsAccountSettingsProps {
  /** What SNS writes delivery logs as. */
  readonly role: IRole;
}

/**
 * Switches on that SNS logs each text of the account in this region. CloudFormation has no resource for that. It stays
 * on when the stack goes: what it was before is not known.
 */
export class SnsAccountSettings extends Construct {
  constructor(scope: Construct, id: string, { role }: SnsAccountSettingsProps) {
    super(scope, id);
    new AwsCustomResource(this, 'Resource', {
      installLatestAwsSdk: false,
      logGroup: new LogGroup(this, 'Logs', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      onUpdate: {
        service: 'SNS',
        action: 'setSMSAttributes',
        parameters: {
          attributes: { DeliveryStatusIAMRole: role.roleArn, DeliveryStatusSuccessSamplingRate: '100' },
        },
        physicalResourceId: PhysicalResourceId.of('sns-sms-attributes'),
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        // The action knows no resources.
        new PolicyStatement({ actions: ['sns:SetSMSAttributes'], resources: ['*'] }),
        new PolicyStatement({ actions: ['iam:PassRole'], resources: [role.roleArn] }),
      ]),
    });
  }
}
