import { describe, expect, it } from 'vitest';
import { synthesized } from '../support/synthesized.ts';

const template = synthesized();
const resources = Object.entries<{ Type: string; Properties?: Record<string, unknown> }>(
  template.toJSON().Resources,
);

/** The property that names a resource, where CloudFormation would otherwise make a name up. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::Archive': 'ArchiveName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SecretsManager::Secret': 'Name',
};

describe('the template', () => {
  it('names nothing but the two log groups that SNS writes to, so that stacks do not collide', () => {
    const named = resources.flatMap(([, { Type, Properties = {} }]) => {
      const name = Properties[nameProperties[Type] ?? 'none'];
      return name ? [JSON.stringify(name)] : [];
    });
    expect(named).toHaveLength(2);
    expect(named[0]).toContain('/DirectPublishToPhoneNumber"');
    expect(named[1]).toContain('/DirectPublishToPhoneNumber/Failure"');
  });

  it('fits what CloudFormation takes: 500 resources, 1 MB', () => {
    expect(resources.length).toBeLessThan(300);
    expect(JSON.stringify(template.toJSON()).length).toBeLessThan(500_000);
  });

  it('has one custom resource, the first key: the function of each would be one more thing to trust', () => {
    const types = resources.map(([, { Type }]) => Type);
    expect(types.filter((type) => /^Custom|^AWS::CloudFormation::/.test(type))).toEqual(['Custom::FirstKey']);
  });

  it('keeps its logs for a limited time: 30 days, and 1 day where SNS logs whole numbers', () => {
    const retentions = Object.values(template.findResources('AWS::Logs::LogGroup')).map(({ Properties }) => ({
      sns: JSON.stringify(Properties.LogGroupName ?? '').includes('sns/'),
      days: Properties.RetentionInDays,
    }));
    expect(new Set(retentions.filter(({ sns }) => sns).map(({ days }) => days))).toEqual(new Set([1]));
    expect(new Set(retentions.filter(({ sns }) => !sns).map(({ days }) => days))).toEqual(new Set([30]));
  });

  it('tells what the tools need: where the API is, the tables, the bus and the queues', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'AccountTokenKeyArn',
      'ApiKeysTable',
      'ApiUrl',
      'Carriers',
      'ClosingDeadLetterQueueUrl',
      'ClosingQueueUrl',
      'EventBusName',
      'FirstKeyCommand',
      'FirstKeySecretArn',
      'InboundDeadLetterQueueUrl',
      'InboundQueueUrl',
      'MessagesTable',
      'OtpDeadLetterQueueUrl',
      'OtpQueueUrl',
      'PromotionalDeadLetterQueueUrl',
      'PromotionalQueueUrl',
      'ReceiptsDeadLetterQueueUrl',
      'ReceiptsQueueUrl',
      'ReconcileDeadLetterQueueUrl',
      'ReconcileQueueUrl',
      'SnsDeliveryLogsRoleArn',
      'StatusCallbacksDeadLetterQueueUrl',
      'StatusCallbacksQueueUrl',
      'StatusesTable',
      'TransactionalDeadLetterQueueUrl',
      'TransactionalQueueUrl',
      'TwilioSecretArn',
    ]);
  });
});

describe('each function', () => {
  const functions = Object.entries(template.findResources('AWS::Lambda::Function'));

  it.each(functions)('%s runs Node 24 on arm64 and logs JSON to a group of its own', (_, { Properties }) => {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 10,
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO' },
    });
  });

  it('logs to a group that no other function writes to', () => {
    const groups = functions.map(([, { Properties }]) => Properties.LoggingConfig.LogGroup.Ref);
    expect(new Set(groups).size).toBe(functions.length);
  });
});
