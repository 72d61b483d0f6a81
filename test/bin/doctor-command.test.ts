import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Answers, startFakeAccount } from '../support/fake-account.ts';

const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
afterAll(() => rmSync(folder, { recursive: true }));

const newAccount: Answers = {
  GetSMSSandboxAccountStatus: { IsInSandbox: true },
  GetSMSAttributes: { attributes: { MonthlySpendLimit: '1' } },
  ListOriginationNumbers: { PhoneNumbers: [] },
};

/** Runs the command against a fake account, and answers with what it printed and how it ended. */
const doctor = async (...options: string[]) => {
  const { url } = await startFakeAccount(newAccount);
  const command = [join(import.meta.dirname, '../../bin/doctor.ts'), ...options];
  const env = {
    ...{ AWS_ENDPOINT_URL: url, AWS_REGION: 'us-east-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  };
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>();
  const child = execFile(process.execPath, command, { env }, (_, stdout, stderr) =>
    resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  );
  return promise;
};

test('prints what is wrong and what to do, and exits 1, before the first deploy', async () => {
  const { code, stdout } = await doctor('--outputs', join(folder, 'none.json'));
  expect(stdout).toContain('PROBLEM Amazon SNS: The account is in the SMS sandbox');
  expect(stdout).toContain('→ Ask to leave it');
  expect(code).toBe(1);
});

test('prints the same as JSON', async () => {
  const { code, stdout } = await doctor('--json', '--outputs', join(folder, 'none.json'));
  expect(JSON.parse(stdout)).toMatchObject({
    healthy: false,
    findings: expect.arrayContaining([
      expect.objectContaining({ check: 'Amazon SNS', state: 'problem', todo: expect.any(String) }),
    ]),
  });
  expect(code).toBe(1);
});

test('names the stack that is not in the outputs, and exits 2', async () => {
  const outputs = join(folder, 'outputs.json');
  writeFileSync(outputs, JSON.stringify({ Another: {} }));
  const { code, stdout, stderr } = await doctor('--outputs', outputs);
  expect(stderr).toBe(`${outputs} has no outputs of a stack SmsPipeline: name yours with --stack.\n`);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});
