import { ArnFormat, Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  FilterPattern,
  type ILogGroup,
  LogGroup,
  RetentionDays,
  SubscriptionFilter,
} from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';
import { SnsAccountSettings } from './sns-account-settings.ts';

export interface SnsDeliveryLogsProps {
  /**
   * Whether the log groups are there already, because the account has logged deliveries before.
   * @default false
   */
  readonly existing?: boolean;

  /**
   * Whether the stack switches delivery logging on. That is a setting of the account in this region, shared by all
   * that it publishes: leave it off where someone else owns it, and use the command in docs/deploying.md.
   * @default false
   */
  readonly configureAccount?: boolean;
}

const groupName = `sns/${Aws.REGION}/${Aws.ACCOUNT_ID}/DirectPublishToPhoneNumber`;

/** The two log groups in which SNS reports the fate of the texts of this account and region. */
export class SnsDeliveryLogs extends Construct {
  /** What SNS writes the logs as. */
  readonly role: Role;
  private readonly logGroups: Readonly<Record<'Delivered' | 'Failed', ILogGroup>>;

  constructor(scope: Construct, id: string, props: SnsDeliveryLogsProps = {}) {
    super(scope, id);
    // The only names that we choose ourselves: SNS writes to these two groups and no others.
    const logGroup = (groupId: string, logGroupName: string) =>
      props.existing
        ? LogGroup.fromLogGroupName(this, groupId, logGroupName)
        : new LogGroup(this, groupId, {
            logGroupName,
            // SNS writes whole phone numbers into these logs, so they live no longer than the receipts need.
            retention: RetentionDays.ONE_DAY,
            removalPolicy: RemovalPolicy.DESTROY,
          });
    this.logGroups = {
      Delivered: logGroup('Delivered', groupName),
      Failed: logGroup('Failed', `${groupName}/Failure`),
    };

    this.role = new Role(this, 'Role', {
      description: 'Lets SNS log what became of text messages',
      assumedBy: new ServicePrincipal('sns.amazonaws.com'),
      inlinePolicies: { WriteDeliveryLogs: this.writeDeliveryLogs() },
    });
    if (props.configureAccount) new SnsAccountSettings(this, 'AccountSettings', { role: this.role });
  }

  /** Hands each log line to the function, as CloudWatch Logs delivers them. */
  subscribe(ingest: IFunction): void {
    for (const [id, logGroup] of Object.entries(this.logGroups)) {
      new SubscriptionFilter(this, `${id}Subscription`, {
        logGroup,
        destination: new LambdaDestination(ingest),
        filterPattern: FilterPattern.allEvents(),
      });
    }
  }

  /** The actions that SNS asks for, on its two log groups only. */
  private writeDeliveryLogs(): PolicyDocument {
    const resourceName = `${groupName}*`;
    const arnFormat = ArnFormat.COLON_RESOURCE_NAME;
    return new PolicyDocument({
      statements: [
        new PolicyStatement({
          actions: [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:PutLogEvents',
            'logs:PutMetricFilter',
            'logs:PutRetentionPolicy',
          ],
          resources: [
            Stack.of(this).formatArn({ service: 'logs', resource: 'log-group', resourceName, arnFormat }),
          ],
        }),
      ],
    });
  }
}
