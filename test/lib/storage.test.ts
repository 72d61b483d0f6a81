import { Match } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { synthesized } from '../support/synthesized.ts';

const production = synthesized();
const development = synthesized({ environment: 'development' });

const keys = [
  { table: 'Messages', key: 'messageId' },
  { table: 'Statuses', key: 'pk' },
  { table: 'ApiKeys', key: 'keyId' },
  { table: 'Usage', key: 'pk' },
];

it.each(keys)(
  'keeps $table by $key: on demand, encrypted, recoverable, with an end to each row',
  ({ key }) => {
    production.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAtEpoch', Enabled: true },
        DeletionProtectionEnabled: true,
        StreamSpecification: Match.absent(),
      },
    });
  },
);

it('finds messages by time, recipient, reference and what is due, through indexes that hold keys only', () => {
  const [{ Properties } = { Properties: {} }] = Object.values(
    production.findResources('AWS::DynamoDB::Table', {
      Properties: { KeySchema: [{ AttributeName: 'messageId', KeyType: 'HASH' }] },
    }),
  );
  const indexes: readonly {
    IndexName: string;
    KeySchema: { AttributeName: string }[];
    Projection: object;
  }[] = Properties.GlobalSecondaryIndexes;
  const shapes = indexes.map(({ IndexName, KeySchema, Projection }) => [
    IndexName,
    ...KeySchema.map(({ AttributeName }) => AttributeName),
    Projection,
  ]);
  const keysOnly = { ProjectionType: 'KEYS_ONLY' };
  expect(shapes).toEqual([
    ['byTime', 'timeKey', 'sortKey', keysOnly],
    ['byRecipient', 'recipientKey', 'sortKey', keysOnly],
    ['byReference', 'referenceKey', 'sortKey', keysOnly],
    ['byDue', 'dueKey', 'dueSortKey', keysOnly],
  ]);
});

const held = ['AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret', 'AWS::SQS::Queue'];

it.each([...held, 'AWS::Events::Archive'])('retains each %s in production', (type) => {
  const going = Object.entries(production.findResources(type)).flatMap(([id, { DeletionPolicy }]) =>
    DeletionPolicy === 'Retain' ? [] : [id],
  );
  // What the first key waits in opens nothing without the stack.
  expect(going.filter((id) => !id.startsWith('PipelineFirstKeySecret'))).toEqual([]);
});

it.each(held)('lets each %s go in development', (type) => {
  development.allResources(type, { DeletionPolicy: 'Delete' });
});

it('lets the archive go in development, and the bus always: its name would be in the way of the next one', () => {
  development.allResources('AWS::Events::Archive', { DeletionPolicy: Match.absent() });
  production.allResources('AWS::Events::EventBus', { DeletionPolicy: Match.absent() });
});

it('lets a development table be deleted', () => {
  development.allResourcesProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
});

it('makes a random key for the hash of recipients', () => {
  production.hasResourceProperties('AWS::SecretsManager::Secret', {
    GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
  });
});

it('fills the Twilio secret with the shape to be replaced, and a token that nobody can guess', () => {
  const secrets = Object.values(production.findResources('AWS::SecretsManager::Secret'));
  const generated = secrets.map(({ Properties }) => Properties.GenerateSecretString);
  expect(generated).toContainEqual({
    SecretStringTemplate: JSON.stringify({ accountSid: `AC${'0'.repeat(32)}` }),
    GenerateStringKey: 'authToken',
    PasswordLength: 32,
    ExcludePunctuation: true,
  });
});
