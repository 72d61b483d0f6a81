import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { SmsPipelineProps } from '../sms-pipeline-props.ts';
import type { CheckedConfig } from './sms-config.ts';

/** Whether what holds data stays when the stack goes. */
export const isRetained = ({ environment, removalPolicy }: CheckedConfig): boolean =>
  (removalPolicy ?? (environment === 'development' ? 'destroy' : 'retain')) === 'retain';

/** The key that the configuration asks for, if it asks for one. */
export const keyOf = (scope: Construct, config: CheckedConfig): IKey | undefined => {
  const { encryptionKey } = config;
  if (encryptionKey === undefined) return undefined;
  if (encryptionKey !== 'own') return Key.fromKeyArn(scope, 'EncryptionKey', encryptionKey);
  return new Key(scope, 'EncryptionKey', {
    description: 'Keeps what the SMS pipeline stores',
    enableKeyRotation: true,
    removalPolicy: isRetained(config) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
};

const alarmsTopic = (scope: Construct, { topicArn, emails = [] }: NonNullable<CheckedConfig['alarms']>) => {
  if (topicArn !== undefined) return Topic.fromTopicArn(scope, 'Alarms', topicArn);
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true });
  for (const email of emails) topic.addSubscription(new EmailSubscription(email));
  return topic;
};

const domainOf = (
  scope: Construct,
  { name, certificateArn, hostedZone }: NonNullable<CheckedConfig['domain']>,
) => ({
  name,
  certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
  ...(hostedZone && {
    hostedZone: HostedZone.fromHostedZoneAttributes(scope, 'HostedZone', {
      hostedZoneId: hostedZone.id,
      zoneName: hostedZone.name,
    }),
  }),
});

/** What the construct is given for a configuration, but for the carriers and the key. */
export const pipelineProps = (
  scope: Construct,
  config: CheckedConfig,
): Omit<SmsPipelineProps, 'carriers' | 'encryptionKey'> => {
  const { carriers: _, region: __, encryptionKey: ___, retention = {}, alarms, domain, ...same } = config;
  const { messagesDays, eventsDays, logsDays, receiptHours } = retention;
  return {
    ...same,
    removalPolicy: isRetained(config) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(messagesDays !== undefined && { messageRetention: Duration.days(messagesDays) }),
    ...(eventsDays !== undefined && { eventRetention: Duration.days(eventsDays) }),
    ...(logsDays !== undefined && { logRetention: logsDays }),
    ...(receiptHours !== undefined && { receiptTimeout: Duration.hours(receiptHours) }),
    ...(alarms && { alarmsTopic: alarmsTopic(scope, alarms) }),
    ...(domain && { domain: domainOf(scope, domain) }),
  };
};
