import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLibraries } from '../../bin/build-package.ts';

const root = join(import.meta.dirname, '../..');
/** Somebody's project that has the package installed. */
const project = mkdtempSync(join(tmpdir(), 'consumer-'));
const installed = join(project, 'node_modules/sms-pipeline');

beforeAll(() => {
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  buildLibraries(join(installed, 'dist'));
  symlinkSync(join(root, 'node_modules/zod'), join(project, 'node_modules/zod'));
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
});
afterAll(() => rmSync(project, { recursive: true }));

const check = (source: string, ...options: string[]): string => {
  writeFileSync(join(project, 'consumer.ts'), source);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const strict = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2022,dom', '--ignoreConfig'];
  const { stdout } = spawnSync(process.execPath, [tsc, 'consumer.ts', ...strict, ...options], {
    cwd: project,
    encoding: 'utf8',
  });
  return stdout;
};

describe('the package', () => {
  test('has a client of less than 5 KB, minified and compressed, that imports nothing', () => {
    const source = readFileSync(join(installed, 'dist/client.js'), 'utf8');
    expect(gzipSync(transformSync(source, { minify: true }).code).length).toBeLessThan(5_000);
    expect(source).not.toMatch(/\bimport\b/);
  });

  test('is imported by Node as it is', () => {
    const script = `
      import { createSmsClient, SmsPipelineError } from 'sms-pipeline/client';
      import { eventPattern, parseEvent, smsEvents, SmsEventError } from 'sms-pipeline/events';
      console.log([createSmsClient, SmsPipelineError, eventPattern, parseEvent, smsEvents, SmsEventError].map((f) => typeof f).join());`;
    const args = ['--input-type=module', '-e', script];
    const printed = execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
    expect(printed.trim().split(',')).toEqual(Array(6).fill('function'));
  });

  const consumer = `
    import { createSmsClient, type Message, SmsPipelineError } from 'sms-pipeline/client';
    import { eventPattern, parseEvent } from 'sms-pipeline/events';
    const client = createSmsClient({ url: 'https://x', apiKey: 'y' });
    export const sent: Promise<Message> = client.send({ to: '+1', body: 'x', type: 'otp' });
    export const isOurs = (error: unknown) => error instanceof SmsPipelineError && error.code === 'not_found';
    export const pattern = eventPattern({ type: 'sms.message.delivered' });
    export const statusOf = (event: unknown): 'delivered' | undefined => {
      const sms = parseEvent(event);
      return sms.type === 'sms.message.delivered' ? sms.data.status : undefined;
    };
  `;

  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has types for a program of module %s and resolution %s', (module, resolution) => {
    expect(check(consumer, '--module', module, '--moduleResolution', resolution)).toBe('');
  });

  test('has types that find mistakes', () => {
    const wrong = consumer.replace("type: 'otp'", "type: 'marketing'").replace("'not_found'", "'lost'");
    const found = check(wrong, '--module', 'nodenext');
    expect(found.match(/error TS/g)).toHaveLength(2);
  });
});
