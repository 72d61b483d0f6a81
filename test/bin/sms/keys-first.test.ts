import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { createKeyStore } from '../../../adapters/api-keys/key-store.ts';
import { createKeptOnce } from '../../../adapters/secrets/kept-once.ts';
import { createMakeFirstKey } from '../../../lambdas/make-first-key/make-first-key.ts';
import { silentLog } from '../../support/fake-ports.ts';
import { startLocalEndpoint } from '../../support/local-endpoint.ts';
import { smsTool } from '../../support/sms-tool.ts';

const noon = new Date('2026-11-22T12:00:00.000Z');

/** A table of keys, the secret of a stack that was just made, and the tool that knows of both. */
const startStack = async () => {
  const local = await startLocalEndpoint();
  onTestFinished(local.stop);
  const table = await local.create('AWS::DynamoDB::Table', 'ApiKeys', {
    AttributeDefinitions: [{ AttributeName: 'keyId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'keyId', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  const secret = await local.create('AWS::SecretsManager::Secret', 'FirstKey');
  const keys = createKeyStore(DynamoDBDocumentClient.from(local.dynamoDb), table.ref);
  const { url } = local.endpoint;
  const run = { url, apiKey: 'sms_local_x', awsEndpoint: url, eventsUrl: `${url}/events` };
  const outputs = { ApiKeysTable: table.ref, FirstKeySecretArn: secret.ref };
  return {
    keys,
    make: createMakeFirstKey({
      keys,
      secret: createKeptOnce(local.secrets, secret.ref),
      tenant: 'acme',
      clock: () => noon,
      log: silentLog,
    }),
    sms: smsTool({
      files: {
        '.sms-local/local.json': JSON.stringify(run),
        '.sms-local/outputs.json': JSON.stringify(outputs),
      },
      now: () => noon,
    }),
  };
};

test('sms keys first prints the key alone, so that a shell can take it, and once', async () => {
  const { keys, make, sms } = await startStack();
  await make('arn:stack');
  const first = await sms(['keys', 'first']);
  expect([first.code, first.printed]).toEqual([0, expect.stringMatching(/^sms_local_\w+$/)]);
  expect(first.said).toBe('It is a key of acme, and will not be shown again.');
  expect(await keys.find(first.printed.split('_')[2] ?? '')).toMatchObject({
    scopes: ['send', 'read', 'admin'],
  });

  const second = await sms(['keys', 'first']);
  expect([second.code, second.printed]).toEqual([1, '']);
  expect(second.said).toContain(`The first key was shown at ${noon.toISOString()}, once.`);
  expect(second.said).toContain('sms keys create --tenant NAME');
});

test('sms keys first --json prints it with its rights', async () => {
  const { make, sms } = await startStack();
  await make('arn:stack');
  const { terminal } = await sms(['keys', 'first', '--json']);
  expect(terminal.json).toMatchObject([
    { tenant: 'acme', name: 'first key', apiKey: expect.stringMatching(/^sms_/) },
  ]);
});

test('sms keys first says so where the stack made none', async () => {
  const { sms } = await startStack();
  const { code, said } = await sms(['keys', 'first']);
  expect([code, said]).toEqual([1, expect.stringContaining('The stack made no first key')]);
});
