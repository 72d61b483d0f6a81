import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MessageRequest } from '../../core/api/message-request.ts';
import { routes } from '../../core/api/routes.ts';
import { FailureCode, failureCatalogue, suppresses } from '../../core/failures.ts';
import { problemCatalogue } from '../../core/problem.ts';
import { canMove, Status } from '../../core/status.ts';
import { twilioErrors } from '../../core/twilio-api/errors.ts';
import { twilioStatusOf } from '../../core/twilio-api/status-words.ts';
import { SmsConfig } from '../../lib/config/sms-config.ts';
import { MeasuredPipeline } from '../../lib/measured-pipeline.ts';

/** The rows of the tables of a page, cells without their back-ticks. */
const rowsOf = (page: string): string[][] =>
  readFileSync(join(import.meta.dirname, '../../docs', page), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );

test('docs/failures.md lists every failure code as the catalogue has it', () => {
  const yes = (is: boolean): string => (is ? 'yes' : '');
  const catalogue = FailureCode.options.map((code) => {
    const { kind, sentence, ...more } = failureCatalogue[code];
    const isRetryable = 'retryable' in more ? more.retryable : kind === 'temporary';
    return [code, kind, yes(isRetryable), yes(suppresses(code)), sentence];
  });
  expect(rowsOf('failures.md')).toEqual(catalogue);
});

test('docs/statuses.md lists every status with its moves', () => {
  const moves = Status.options.map((status) => {
    const next = Status.options.filter((to) => canMove(status, to));
    return [status, new Set(next.length > 0 ? next : ['final'])];
  });
  expect(rowsOf('statuses.md').map(([status, , next = '']) => [status, new Set(next.split(', '))])).toEqual(
    expect.arrayContaining(moves),
  );
});

test('docs/api.md lists every call, field and refusal', () => {
  const first = rowsOf('api.md').map(([cell]) => cell);
  const calls = routes.map(({ method, path }) => `${method} ${path}`);
  expect(first).toEqual(expect.arrayContaining([...calls, ...Object.keys(MessageRequest.shape)]));
  const problems = Object.entries(problemCatalogue).map(([code, { status, title }]) => [
    code,
    String(status),
    title,
  ]);
  expect(rowsOf('api.md')).toEqual(expect.arrayContaining(problems));
});

const examples = join(import.meta.dirname, '../../docs/examples');

test.each(readdirSync(examples))('docs/client.md shows %s as it is compiled', (file) => {
  const page = readFileSync(join(examples, '../client.md'), 'utf8');
  expect(page).toContain(`\`\`\`ts\n${readFileSync(join(examples, file), 'utf8')}\`\`\``);
});

test('docs/twilio-api.md lists every status and refusal as the code has it', () => {
  const rows = rowsOf('twilio-api.md');
  const statuses = Status.options.map((status) => [status, twilioStatusOf(status)]);
  expect(rows.map(([ours, theirs]) => [ours, theirs])).toEqual(expect.arrayContaining(statuses));
  const errors = Object.entries(twilioErrors).map(([code, { status, message }]) => [
    code,
    String(status),
    message,
  ]);
  expect(rows).toEqual(expect.arrayContaining(errors));
});

test('docs/deploying.md lists every field of sms.config.ts', () => {
  expect(rowsOf('deploying.md').map(([field]) => field)).toEqual(Object.keys(SmsConfig.shape));
});

test('docs/construct.md lists every property and every metric of the construct', () => {
  const source = readFileSync(join(import.meta.dirname, '../../lib/sms-pipeline-props.ts'), 'utf8');
  const [props = ''] = source.split('export interface SmsPipelineProps')[1]?.split('\n}\n') ?? [];
  const names = [...props.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(20);
  const isMetric = /^metric\w/;
  const rows = rowsOf('construct.md').map(([name = '']) => name);
  expect(rows.filter((name) => !isMetric.test(name))).toEqual(names);
  const methods = Object.getOwnPropertyNames(MeasuredPipeline.prototype);
  expect(rows.filter((name) => isMetric.test(name)).map((name) => name.split('(')[0])).toEqual(
    methods.filter((name) => isMetric.test(name)),
  );
});
