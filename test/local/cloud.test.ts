import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startFauxqs } from 'fauxqs';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../local/clock.ts';
import { type LocalCloudOptions, type Services, startLocalCloud } from '../../local/cloud.ts';
import { permissionsOf } from '../../local/template/permissions.ts';
import { serve } from '../support/serve.ts';

const sqs =
  (parameters: Services['parameters'] = { CallbackUrl: 'http://127.0.0.1:9/' }) =>
  async (): Promise<Services> => {
    const engine = await startFauxqs({ port: 0, logger: false });
    const url = `http://127.0.0.1:${engine.port}`;
    return {
      url,
      parameters,
      credentialsFor: (caller) => ({ accessKeyId: `KEY-${caller}`, secretAccessKey: 'secret' }),
      stop: () => engine.stop(),
      handlers: {
        'AWS::SQS::Queue': async ({ logicalId, properties }) => {
          const attributes = { VisibilityTimeout: String(properties.VisibilityTimeout) };
          const { queueArn } = engine.createQueue(logicalId, { attributes });
          return { ref: `${url}/000000000000/${logicalId}`, attributes: { Arn: queueArn } };
        },
      },
    };
  };

const start = async (options: Partial<LocalCloudOptions> = {}) => {
  const reported: string[] = [];
  const cloud = await startLocalCloud({
    templateDir: join(import.meta.dirname, 'cloud.out'),
    dataDir: mkdtempSync(join(tmpdir(), 'local-cloud-')),
    port: 0,
    clock: systemClock,
    report: (line) => reported.push(line),
    services: sqs(),
    ...options,
  });
  onTestFinished(() => cloud.stop());
  return { cloud, reported };
};

test('runs a synthesized stack: from the API through a function and a queue to another function', async () => {
  const received: string[] = [];
  const CallbackUrl = await serve(async (request, response) => {
    received.push(await text(request));
    response.end();
  });
  const { cloud, reported } = await start({ services: sqs({ CallbackUrl }) });
  const response = await fetch(`${cloud.outputs.Url}/messages`, {
    method: 'POST',
    body: 'hello',
    headers: { 'content-type': 'text/plain' },
  });
  expect([response.status, await response.text()]).toEqual([202, 'KEY-Accept']);
  await expect.poll(() => received).toEqual(['hello']);
  expect(cloud.outputs).toEqual({ Url: cloud.apiUrl, CdkUrl: `${cloud.apiUrl}/` });
  expect(reported).toEqual(['without local effect: AWS::CloudWatch::Alarm']);
});

test('tells what each function may do, before any of them runs', async () => {
  let permissions: ReturnType<typeof permissionsOf> | undefined;
  await start({
    onDeployed: ({ resources }) => {
      permissions = permissionsOf(resources);
    },
  });
  const Resource = [expect.stringContaining(':Queue')];
  expect(Object.fromEntries(permissions ?? [])).toEqual({
    Accept: [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource }],
    Work: [
      { Effect: 'Allow', Action: ['sns:Publish'], NotResource: ['arn:aws:sns:*'] },
      { Effect: 'Allow', Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], Resource },
    ],
  });
});

test('cleans up after a deployment that failed', async () => {
  let stops = 0;
  const services = async (): Promise<Services> => {
    const { stop, ...rest } = await sqs({})();
    return {
      ...rest,
      stop: async () => {
        await stop?.();
        stops++;
      },
    };
  };
  await expect(start({ services })).rejects.toThrow('parameter CallbackUrl has no default');
  expect(stops).toBe(1);
});

test('stops once, however often it is asked to', async () => {
  const { cloud } = await start();
  await Promise.all([cloud.stop(), cloud.stop()]);
  await expect(fetch(`${cloud.apiUrl}/messages`)).rejects.toThrow();
});
