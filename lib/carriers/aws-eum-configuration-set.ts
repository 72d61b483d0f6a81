import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, RetentionDays, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice';
import { Construct } from 'constructs';

export interface AwsEumConfigurationSetProps {
  /**
   * Sender id of texts for which the service has to choose one.
   * @default - the service chooses
   */
  readonly defaultSenderId?: string;

  /**
   * Id of the protect configuration that says which countries may be sent to.
   * @default - the account's default, if it has one
   */
  readonly protectConfigurationId?: string;

  /**
   * Whether the events of its texts are logged as well, and taken for receipts. The default bus gets them by best
   * effort; a second way costs a second look at each.
   * @default false
   */
  readonly logEvents?: boolean;
}

/** A configuration set of End User Messaging for the pipeline's texts. */
export class AwsEumConfigurationSet extends Construct {
  readonly configurationSetName: string;
  private readonly logGroup: LogGroup | undefined;

  constructor(scope: Construct, id: string, props: AwsEumConfigurationSetProps = {}) {
    super(scope, id);
    const { logEvents, ...settings } = props;
    this.logGroup = logEvents
      ? new LogGroup(this, 'Events', {
          // The events hold whole phone numbers, so they live no longer than the receipts need.
          retention: RetentionDays.ONE_DAY,
          removalPolicy: RemovalPolicy.DESTROY,
        })
      : undefined;
    const configurationSet = new CfnConfigurationSet(this, 'Resource', {
      ...settings,
      ...(this.logGroup && { eventDestinations: [this.destination(this.logGroup)] }),
    });
    this.configurationSetName = configurationSet.ref;
  }

  /** Hands each event that is logged to the function. */
  subscribe(ingest: IFunction): void {
    if (!this.logGroup) return;
    new SubscriptionFilter(this, 'Subscription', {
      logGroup: this.logGroup,
      destination: new LambdaDestination(ingest),
      filterPattern: FilterPattern.allEvents(),
    });
  }

  private destination(logGroup: LogGroup): CfnConfigurationSet.EventDestinationProperty {
    const stack = Stack.of(this);
    const anySet = stack.formatArn({
      service: 'sms-voice',
      resource: 'configuration-set',
      resourceName: '*',
    });
    const role = new Role(this, 'Role', {
      description: 'Lets End User Messaging log what became of texts',
      // The set is made after the role, so its name is not known here.
      assumedBy: new ServicePrincipal('sms-voice.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': anySet },
        },
      }),
      inlinePolicies: {
        WriteEvents: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    return {
      eventDestinationName: 'events',
      enabled: true,
      matchingEventTypes: ['TEXT_ALL'],
      cloudWatchLogsDestination: { iamRoleArn: role.roleArn, logGroupArn: logGroup.logGroupArn },
    };
  }
}
