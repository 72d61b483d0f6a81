import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { LocalRun } from '../../bin/local-run.ts';

const LocalJson = z.strictObject({
  url: z.url(),
  apiKey: z.string(),
  twilio: z.object({ accountSid: z.string(), authToken: z.string() }),
  awsEndpoint: z.url(),
  carrierSimulatorUrl: z.url(),
  eventsUrl: z.url(),
  consoleUrl: z.url(),
  pid: z.int(),
});

// Not bin/start.mjs: where the installation does not match the lock file, that one would install in this checkout.
const start = ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../bin/local.ts')];
const running = new Set<ChildProcess>();

/** What `npm start` hands over to, as a process of its own. */
export const startProcess = (args: readonly string[], cwd: string) => {
  const child = spawn(process.execPath, [...start, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, output };
  });

  return {
    ended,
    /** The line that says that it is ready. */
    ready: async (): Promise<string> => {
      for (;;) {
        const line = /^Ready at .*$/m.exec(output)?.[0];
        if (line) return line;
        const tick = new Promise<void>((later) => setTimeout(later, 50));
        const end = await Promise.race([ended, tick]);
        if (end) throw new Error(`it ended with ${end.code}:\n${end.output}`);
      }
    },
    stop: async (): Promise<number | null> => {
      child.kill('SIGTERM');
      return (await ended).code;
    },
  };
};

/** What a run in this folder says about itself. */
export const readLocalJson = (dataDir: string): LocalRun =>
  LocalJson.parse(JSON.parse(readFileSync(join(dataDir, 'local.json'), 'utf8')));

/** For hooks: ends what a failed test left. */
export const endProcesses = async (): Promise<void> => {
  const ends = [...running].map((child) => once(child, 'close'));
  for (const child of running) child.kill('SIGTERM');
  await Promise.all(ends);
};

export const isRunIn = (dataDir: string): boolean => existsSync(join(resolve(dataDir), 'local.json'));
