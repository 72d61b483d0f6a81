import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
beforeEach(async () => {
  local = await startLocalEndpoint({ secretValues: { Twilio: '{"authToken":"simulated"}' } });
});
afterEach(() => local.stop());

const create = async (properties: Record<string, unknown>, logicalId = 'Secret') =>
  (await local.create('AWS::SecretsManager::Secret', logicalId, properties)).ref;
const get = (SecretId: string, more = {}) =>
  local.secrets.send(new GetSecretValueCommand({ SecretId, ...more }));
const secretString = async (id: string): Promise<string> => (await get(id)).SecretString ?? '';
const put = (SecretId: string, SecretString: string, more = {}) =>
  local.secrets.send(new PutSecretValueCommand({ SecretId, SecretString, ...more }));
const restart = async () => {
  await local.stop();
  local = await startLocalEndpoint({ dataDir: local.dataDir });
};

test('is found by its ARN, its ARN without the last characters, and its name', async () => {
  const arn = await create({ Name: 'sms/key', SecretString: 'one' });
  expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:sms\/key-[A-Za-z0-9]{6}$/);
  for (const id of [arn, arn.slice(0, -7), 'sms/key']) {
    expect(await get(id)).toMatchObject({
      ARN: arn,
      Name: 'sms/key',
      SecretString: 'one',
      VersionStages: ['AWSCURRENT'],
    });
  }
});

test('generates a password by the rules given, into a template', async () => {
  const GenerateSecretString = {
    ...{ PasswordLength: 40, ExcludePunctuation: true, ExcludeCharacters: 'abc', ExcludeUppercase: true },
    ...{ SecretStringTemplate: '{"user":"me"}', GenerateStringKey: 'password' },
  };
  const { user, password } = JSON.parse(await secretString(await create({ GenerateSecretString })));
  expect(user).toBe('me');
  expect(password).toMatch(/^(?=.*[0-9])(?=.*[d-z])[d-z0-9]{40}$/);
});

test('has 32 characters of each kind when nothing is asked for, and differs from another', async () => {
  const [one, two] = [
    await secretString(await create({}, 'One')),
    await secretString(await create({}, 'Two')),
  ];
  expect(one).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9])(?=.*[^a-zA-Z0-9 ]).{32}$/);
  expect(one).not.toBe(two);
});

test('keeps its value and its ARN over a restart', async () => {
  const arn = await create({ GenerateSecretString: {} });
  const value = await secretString(arn);
  await restart();
  expect(await create({ GenerateSecretString: {} })).toBe(arn);
  expect(await secretString(arn)).toBe(value);
});

test('keeps what was put by hand until the template changes', async () => {
  const arn = await create({ SecretString: 'template' });
  await put(arn, 'by hand');
  await restart();
  await create({ SecretString: 'template' });
  expect(await secretString(arn)).toBe('by hand');
  await create({ SecretString: 'changed' });
  expect(await secretString(arn)).toBe('changed');
});

test('takes the value that the local run insists on', async () => {
  const arn = await create({ GenerateSecretString: {} }, 'Twilio');
  expect(await secretString(arn)).toBe('{"authToken":"simulated"}');
  await put(arn, 'other');
  await create({ GenerateSecretString: {} }, 'Twilio');
  expect(await secretString(arn)).toBe('{"authToken":"simulated"}');
});

test('moves the stages along when a value is put', async () => {
  const arn = await create({ SecretString: 'one' });
  const { VersionId = '' } = await put(arn, 'two');
  expect(await get(arn, { VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'one' });
  expect(await get(arn, { VersionId })).toMatchObject({ SecretString: 'two' });
  const { VersionIdsToStages } = await local.secrets.send(new DescribeSecretCommand({ SecretId: arn }));
  expect(VersionIdsToStages).toMatchObject({ [VersionId]: ['AWSCURRENT'] });
});

test('takes the second try of a put for the first', async () => {
  const arn = await create({ SecretString: 'one' });
  const ClientRequestToken = 'f3b0a1de-0000-4000-8000-000000000000';
  const versions = [
    await put(arn, 'two', { ClientRequestToken }),
    await put(arn, 'two', { ClientRequestToken }),
  ];
  expect(versions[0]?.VersionId).toBe(versions[1]?.VersionId);
  await expect(put(arn, 'three', { ClientRequestToken })).rejects.toMatchObject({
    name: 'ResourceExistsException',
  });
});

test('refuses what is not there', async () => {
  await expect(get('nowhere')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const arn = await create({});
  await expect(get(arn, { VersionStage: 'AWSPENDING' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('refuses a property that it does not know, by name', async () => {
  await expect(create({ SecretBinary: 'x' })).rejects.toThrow(
    'Secret (AWS::SecretsManager::Secret): property SecretBinary',
  );
});
