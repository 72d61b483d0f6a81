import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Answers, startFakeAccount } from '../support/fake-account.ts';

const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const newAccount: Answers = {
  GetCallerIdentity: { Account: '123456789012' },
  GetParameter: 'ParameterNotFound',
  GetSMSSandboxAccountStatus: { IsInSandbox: true },
  GetSMSAttributes: { attributes: { MonthlySpendLimit: '1' } },
  ListOriginationNumbers: { PhoneNumbers: [] },
};

/** Runs the command against a fake account, and answers with what it printed and how it ended. */
const doctor = async (options: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const { url } = await startFakeAccount(newAccount, {
    '/2016-08-19/account-settings': [200, { AccountLimit: { UnreservedConcurrentExecutions: 10 } }],
  });
  const command = [join(import.meta.dirname, '../../bin/sms.ts'), 'doctor', ...options];
  const env = {
    ...{ AWS_ENDPOINT_URL: url, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    ...{ AWS_CONFIG_FILE: join(folder, 'none'), ...more },
  };
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>();
  const child = execFile(process.execPath, command, { env, cwd: folder }, (_, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return promise;
};

test('prints what is wrong and what to do, and exits 1, before the first deploy', async () => {
  const { code, stdout, stderr } = await doctor(['--account']);
  expect(stdout).toContain('problem Amazon SNS: The account is in the SMS sandbox');
  expect(stdout).toContain('→ Ask to leave it');
  expect(stdout).toContain('→ npx cdk bootstrap');
  expect(stderr).toBe('See to what is marked problem or unseen.\n');
  expect(code).toBe(1);
});

test('says that no region is set, and what sets one', async () => {
  const { code, stdout } = await doctor(['--account'], { AWS_REGION: '' });
  expect(stdout).toContain('problem AWS account: No region is set.\n        → Set AWS_REGION');
  expect(code).toBe(1);
});

test('prints the same as JSON, one finding a line', async () => {
  const { code, stdout } = await doctor(['--account', '--json']);
  const findings = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(findings).toContainEqual({
    ...{ check: 'Amazon SNS', state: 'problem', todo: expect.any(String) },
    says: expect.stringContaining('sandbox'),
  });
  expect(code).toBe(1);
});

test('refuses outputs of another version of the stack, and exits 2', async () => {
  const outputs = join(folder, 'outputs.json');
  writeFileSync(outputs, JSON.stringify({ SmsPipeline: { ApiUrl: 'https://sms.example.com' } }));
  const { code, stdout, stderr } = await doctor(['--outputs', outputs]);
  expect(stderr).toContain(
    'another version of the stack (ApiKeysTable, AccountTokenKeyArn, Carriers): deploy it again',
  );
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('sends whoever means a local run away', async () => {
  const local = {
    url: 'http://127.0.0.1:9',
    apiKey: 'k',
    awsEndpoint: 'http://127.0.0.1:9',
    eventsUrl: 'http://127.0.0.1:9',
  };
  writeFileSync(join(folder, 'local.json'), JSON.stringify(local));
  const { code, stderr } = await doctor(['--data-dir', folder]);
  expect(stderr).toContain('--account');
  expect(code).toBe(2);
});
