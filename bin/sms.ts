#!/usr/bin/env node
// `sms`: the pipeline at the terminal. docs/cli.md
import { existsSync, readFileSync } from 'node:fs';
import { sleep } from '../client/retry.ts';
import { runSms } from './sms/program.ts';
import { openTerminal } from './sms/terminal.ts';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort()).once('SIGTERM', () => interruption.abort());

// Whoever reads the output may have seen enough: head, less.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await runSms(process.argv.slice(2), {
  terminal: openTerminal(process),
  environment: process.env,
  readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  fetch,
  sleep,
  now: () => new Date(),
  signal: interruption.signal,
});
