import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { startFauxqs } from 'fauxqs';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createFunctions, type Functions } from '../../../local/functions/functions.ts';
import { cloudContext } from '../../support/cloud-context.ts';
import { serve } from '../../support/serve.ts';

const running: Functions[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((functions) => functions.stop()));
});

/** One function named Fn over the handlers of a folder next to this file. */
const start = async (
  properties: Record<string, unknown> = {},
  folder = 'echo',
  url = 'http://127.0.0.1:9',
) => {
  const context = cloudContext();
  const functions = createFunctions({
    ...context,
    endpoint: () => ({
      url,
      credentialsFor: (caller) => ({ accessKeyId: `KEY-${caller}`, secretAccessKey: 'secret' }),
    }),
    assetPath: (key) => join(import.meta.dirname, 'handlers', key.replace('.zip', '')),
  });
  running.push(functions);
  const base = { Handler: 'index.handler', Runtime: 'nodejs24.x', Role: 'role' };
  const Code = { S3Bucket: 'assets', S3Key: `${folder}.zip` };
  const create = functions.handlers['AWS::Lambda::Function'];
  await create?.(
    { logicalId: 'Fn', type: 'AWS::Lambda::Function', properties: { ...base, Code, ...properties } },
    context,
  );
  const invoke = (event: unknown) =>
    functions.invoker.invoke('arn:aws:lambda:us-east-1:0:function:Fn', event);
  const log = () => readFileSync(join(context.dataDir, 'logs', 'Fn.log'), 'utf8');
  return { invoke, log, functions, context };
};

test('hands the event to the handler and gives back its answer', async () => {
  const { invoke } = await start();
  expect(await invoke({ act: 'echo', value: { a: [1, null] } })).toEqual({ a: [1, null] });
  expect(await invoke({ act: 'nothing' })).toBeNull();
});

test('keeps compiled code for the next cold start', async () => {
  const { invoke, context } = await start();
  await invoke({ act: 'echo', value: 1 });
  const kept = () =>
    readdirSync(join(context.dataDir, 'compiled'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  await expect.poll(kept).not.toEqual([]);
});

test('runs a source that stands in the template itself', async () => {
  const ZipFile = "exports.handler = async ({ name }) => 'hello ' + name;";
  const { invoke } = await start({ Code: { ZipFile } });
  expect(await invoke({ name: 'Ada' })).toBe('hello Ada');
});

test('keeps an environment warm, so that its modules keep their state', async () => {
  const { invoke } = await start();
  expect([await invoke({ act: 'count' }), await invoke({ act: 'count' })]).toEqual([1, 2]);
});

test('runs as many invocations at the same time as the function reserves, and no more', async () => {
  const held: ServerResponse[] = [];
  const together: number[] = [];
  const url = await serve((_request, response) => {
    held.push(response);
    if (held.length < 2) return;
    // Time for one too many to come.
    setTimeout(() => {
      together.push(held.length);
      for (const one of held.splice(0)) one.end();
    }, 50);
  });
  const { invoke } = await start({ ReservedConcurrentExecutions: 2, Timeout: 20 });
  await Promise.all([1, 2, 3, 4].map(() => invoke({ act: 'fetch', url })));
  expect(together).toEqual([2, 2]);
});

test('gives the function its own environment variables and none of the host', async () => {
  const { invoke } = await start({
    MemorySize: 256,
    Environment: { Variables: { LEVEL: 'info', LIMIT: 3 } },
  });
  const environment = await invoke({ act: 'environment' });
  expect(environment).toMatchObject({
    LEVEL: 'info',
    LIMIT: '3',
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'Fn',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'KEY-Fn',
  });
  expect(environment).not.toHaveProperty('HOME');
  expect(environment).not.toHaveProperty('NODE_COMPILE_CACHE');
});

test('tells the handler who it is and how long it may run', async () => {
  const { invoke } = await start({ Timeout: 30 });
  expect(await invoke({ act: 'context' })).toMatchObject({
    functionName: 'Fn',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Fn',
    memoryLimitInMB: '128',
    awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const remaining = Number(await invoke({ act: 'remaining' }));
  expect(remaining).toBeGreaterThan(20_000);
  expect(remaining).toBeLessThanOrEqual(30_000);
});

test('reports what the handler throws, and goes on in the same environment', async () => {
  const { invoke, log } = await start();
  await invoke({ act: 'count' });
  await expect(invoke({ act: 'fail', message: 'no' })).rejects.toMatchObject({
    report: { errorType: 'TypeError', errorMessage: 'no', trace: expect.arrayContaining(['TypeError: no']) },
  });
  expect(await invoke({ act: 'count' })).toBe(2);
  expect(log()).toContain('"errorType":"TypeError"');
});

test.each([
  ['takes too long', { act: 'spin' }, 'Sandbox.Timedout', 'Task timed out after 1.00 seconds'],
  ['exits', { act: 'exit', code: 0 }, 'Runtime.ExitError', 'Runtime exited without providing a reason'],
  ['exits with a code', { act: 'exit', code: 7 }, 'Runtime.ExitError', 'exit status 7'],
  ['throws outside of the handler', { act: 'crashLater' }, 'RangeError', 'too late'],
  [
    'forgets a rejected promise',
    { act: 'forgetPromise' },
    'Runtime.UnhandledPromiseRejection',
    'nobody listens',
  ],
])('fails only the invocation that %s, and starts anew', async (_name, event, errorType, message) => {
  const { invoke } = await start({ Timeout: 1, ReservedConcurrentExecutions: 1 });
  expect(await invoke({ act: 'count' })).toBe(1);
  const failure = invoke(event);
  const after = invoke({ act: 'count' });
  await expect(failure).rejects.toMatchObject({
    report: { errorType, errorMessage: expect.stringContaining(message) },
  });
  expect(await after).toBe(1);
});

test('ends a function that needs more memory than it has', async () => {
  const { invoke } = await start({ Timeout: 20 });
  await expect(invoke({ act: 'hog' })).rejects.toMatchObject({
    report: { errorType: 'Runtime.OutOfMemory' },
  });
});

test('reports code that fails while it loads', async () => {
  const { invoke } = await start({}, 'broken');
  await expect(invoke({})).rejects.toMatchObject({ report: { errorMessage: 'broken at load' } });
});

test.each([
  ['index.missing', 'Runtime.HandlerNotFound'],
  ['other.handler', 'Runtime.ImportModuleError'],
  ['index.withCallback', 'Runtime.CallbackHandlerDeprecated'],
])('reports a handler %s as %s', async (Handler, errorType) => {
  const { invoke } = await start({ Handler });
  await expect(invoke({})).rejects.toMatchObject({ report: { errorType } });
});

test('runs CommonJS code and nested exports', async () => {
  expect(await (await start({}, 'legacy')).invoke({})).toBe('CommonJS on object');
  expect(await (await start({ Handler: 'index.nested.handler' })).invoke({})).toBe('nested');
});

test('refuses calls that would leave the machine, and allows the loopback', async () => {
  const url = await serve((_request, response) => response.end('hello'));
  const { invoke } = await start();
  expect(await invoke({ act: 'fetch', url })).toBe(200);
  const refused = { report: { errorMessage: expect.stringContaining('reach only the loopback') } };
  await expect(invoke({ act: 'connect', host: '192.0.2.1', port: 443 })).rejects.toMatchObject(refused);
  await expect(invoke({ act: 'lookup', host: 'example.com' })).rejects.toMatchObject(refused);
  await expect(invoke({ act: 'fetch', url: 'https://example.com' })).rejects.toMatchObject({
    report: { errorType: 'TypeError' },
  });
});

test('writes what the function prints to its log, in whole lines', async () => {
  const { invoke, log } = await start();
  await invoke({ act: 'log', text: 'half a' });
  await invoke({ act: 'log', text: ' line\n' });
  await expect.poll(log).toBe('half a line\n');
});

test('sends the record of a failed asynchronous invocation to the queue that the template names', async () => {
  const engine = await startFauxqs({ port: 0, logger: false });
  onTestFinished(() => engine.stop());
  const { queueArn } = engine.createQueue('failed');
  const { functions, context } = await start({}, 'echo', `http://127.0.0.1:${engine.port}`);
  const type = 'AWS::Lambda::EventInvokeConfig';
  const DestinationConfig = { OnFailure: { Destination: queueArn } };
  const properties = { FunctionName: 'Fn', Qualifier: '$LATEST', MaximumRetryAttempts: 0, DestinationConfig };
  await functions.handlers[type]?.({ logicalId: 'Config', type, properties }, context);
  context.jobs.start();
  functions.invoker.invokeAsync('Fn', { act: 'fail', message: 'no' });
  const records = () =>
    (engine.inspectQueue('failed')?.messages.ready ?? []).map(({ body }) => JSON.parse(body));
  await expect.poll(records).toMatchObject([
    {
      requestContext: { condition: 'RetriesExhausted', functionArn: expect.stringContaining(':Fn:$LATEST') },
      requestPayload: { act: 'fail' },
      responsePayload: { errorType: 'TypeError', errorMessage: 'no' },
    },
  ]);
});

test('refuses events that are larger than Lambda takes', async () => {
  const { invoke } = await start();
  await expect(invoke({ act: 'echo', value: 'x'.repeat(6 * 1024 * 1024) })).rejects.toThrow(
    'at most 6291456',
  );
});

test('refuses what it does not support by name', async () => {
  await expect(start({ VpcConfig: {} })).rejects.toThrow(
    'Fn (AWS::Lambda::Function): the local cloud does not support VpcConfig',
  );
  await expect(start({ Environment: { Variables: { AWS_REGION: 'x' } } })).rejects.toThrow('reserves');
});
