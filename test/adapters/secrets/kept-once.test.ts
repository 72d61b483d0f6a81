import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { expect, onTestFinished, test } from 'vitest';
import { createKeptOnce } from '../../../adapters/secrets/kept-once.ts';
import { startLocalEndpoint } from '../../support/local-endpoint.ts';

test('keeps the first text that comes with a token, for whoever reads the secret', async () => {
  const local = await startLocalEndpoint();
  onTestFinished(local.stop);
  const { ref } = await local.create('AWS::SecretsManager::Secret', 'Key');
  const secret = createKeptOnce(local.secrets, ref);
  const token = 'a'.repeat(64);
  expect(await Promise.all([secret.keep(token, 'one'), secret.keep(token, 'one')])).toEqual(['one', 'one']);
  expect(await secret.keep(token, 'two')).toBe('one');
  const { SecretString } = await local.secrets.send(new GetSecretValueCommand({ SecretId: ref }));
  expect(SecretString).toBe('one');
});

test('lets every other refusal through', async () => {
  const local = await startLocalEndpoint();
  onTestFinished(local.stop);
  const secret = createKeptOnce(
    local.secrets,
    'arn:aws:secretsmanager:us-east-1:000000000000:secret:none-abcdef',
  );
  await expect(secret.keep('a'.repeat(64), 'one')).rejects.toThrow("can't find the specified secret");
});
