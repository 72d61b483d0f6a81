import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startReceiver, startSimulator } from '../../support/simulator.ts';
import { ledgerOf, postText } from '../../support/twilio-wire.ts';

const program = fileURLToPath(new URL('../../support/simulator-process.ts', import.meta.url));

test('remembers texts and posts their receipts after it was killed', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'simulator-'));
  const receiver = await startReceiver();
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout, 'data');
  const url = String(line).trim();

  const tokens = Array.from({ length: 20 }, (_, i) => `att_${String(i).padStart(32, '0')}_1`);
  const answers = await Promise.all(
    tokens.map((token) => postText(url, '+447700900400', `${receiver.url}/${token}#rc=5&rp=all`)),
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(answers.every(({ status }) => status === 201)).toBe(true);

  const simulator = await startSimulator({ dataDir });
  const pathsOf = (status: string) =>
    new Set(
      receiver.posted
        .filter(({ form }) => form.MessageStatus === status)
        .map(({ url }) => new URL(url).pathname),
    );
  await expect.poll(() => pathsOf('delivered').size, { timeout: 5000 }).toBe(tokens.length);
  expect(pathsOf('sent').size).toBe(tokens.length);
  const entries = await ledgerOf(simulator.url);
  expect(entries.map(({ token }) => token)).toEqual(tokens);
  expect(entries.every(({ submits, taken }) => submits === 1 && taken === 1)).toBe(true);
  await simulator.stop();
  await receiver.stop();
});
