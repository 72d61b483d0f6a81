import { afterAll, beforeAll, describe, test } from 'vitest';
import * as z from 'zod';
import { KeyPage, MadeKeyResource } from '../../core/api/key-resource.ts';
import { MessageResource } from '../../core/api/message-resource.ts';
import { PreviewResource } from '../../core/api/preview-resource.ts';
import { Scope } from '../../core/keys/key-record.ts';
import document from '../../docs/openapi.json' with { type: 'json' };
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { runTool } from '../support/run-tool.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const make = async (fields: object): Promise<MadeKeyResource> => {
  const { status, text } = await pipeline.call('/v1/keys', { body: fields });
  if (status !== 201) throw new Error(`the key was answered with ${status}: ${text}`);
  return MadeKeyResource.parse(JSON.parse(text));
};

const text = { to: '+447700900001', body: 'Hello' };

/** Which calls ask for a key, and of which scope, as the OpenAPI document says; test/docs lists those that do not. */
const Paths = z.record(
  z.string(),
  z.record(z.string(), z.object({ security: z.array(z.object({ apiKey: z.tuple([Scope]) })) })),
);
const closed = Object.entries(Paths.parse(document.paths)).flatMap(([path, calls]) =>
  Object.entries(calls).flatMap(([method, { security }]) =>
    security.map(({ apiKey: [scope] }) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, 'x'),
      scope,
    })),
  ),
);
const asks = (method: string) => ({ method, ...(method === 'POST' && { body: {} }) });

describe('a call that asks for a key', () => {
  test.for(closed)('$method $path answers 401 without one', async ({ method, path }, { expect }) => {
    expect((await pipeline.call(path, { ...asks(method), apiKey: null })).status).toBe(401);
  });

  test.for(Scope.options)(
    'answers 403 to a key with %s unless that is its scope',
    async (held, { expect }) => {
      const { apiKey } = await make({ scopes: [held] });
      for (const { method, path, scope } of closed) {
        const { status } = await pipeline.call(path, { ...asks(method), apiKey });
        expect([method, path, status === 403]).toEqual([method, path, scope !== held]);
      }
    },
  );
});

describe.concurrent('a test key', () => {
  test('sends to the sandbox, with its magic numbers and receipts, and nothing to a carrier', async ({
    expect,
  }) => {
    const { apiKey } = await make({ kind: 'test' });
    const send = async (to: string) => {
      const { status, text: answer } = await pipeline.call('/v1/messages', {
        body: { to, body: 'Hello', carrier: 'twilio' },
        apiKey,
      });
      expect(status).toBe(202);
      return MessageResource.parse(JSON.parse(answer)).messageId;
    };
    const find = async (messageId: string) =>
      MessageResource.parse(JSON.parse((await pipeline.call(`/v1/messages/${messageId}`, { apiKey })).text));
    const delivered = await send('+447700900001');
    const undelivered = await send('+447700900002');
    await eventually(async () => {
      expect(await find(delivered)).toMatchObject({
        status: 'delivered',
        carrier: 'sandbox',
        route: { rule: 'test-key' },
      });
      expect(await find(undelivered)).toMatchObject({
        status: 'undelivered',
        error: { code: 'unreachable_handset' },
      });
    });
    const tokens = JSON.stringify(await pipeline.ledger());
    for (const messageId of [delivered, undelivered]) expect(tokens).not.toContain(messageId.slice(4));
  });
});

describe.concurrent('a team key', () => {
  test('sends to the numbers on its list, and is refused beyond it', async ({ expect }) => {
    const { apiKey } = await make({ kind: 'team', recipients: [text.to] });
    expect((await pipeline.call('/v1/messages', { body: text, apiKey })).status).toBe(202);
    const other = { ...text, to: '+447700900002' };
    const refused = await pipeline.refused('/v1/messages', { body: other, apiKey });
    expect(refused).toMatchObject({ status: 403, code: 'key_restricted', errors: [{ path: 'to' }] });
    const preview = await pipeline.call('/v1/messages/preview', { body: other, apiKey });
    expect(PreviewResource.parse(JSON.parse(preview.text))).toMatchObject({
      accepted: false,
      errors: refused.errors,
    });
  });
});

describe.concurrent('limits', () => {
  test('are in the headers of each answer, and a request too many is told when to come back', async ({
    expect,
  }) => {
    const { apiKey } = await make({ limits: { requestsPerMinute: 2, segmentsPerDay: 3 } });
    const body = { ...text, body: 'x'.repeat(161) };
    const first = await pipeline.call('/v1/messages', { body, apiKey });
    expect(first.status).toBe(202);
    expect(first.headers.get('ratelimit-policy')).toMatch(
      /^"key-requests";q=2;w=60, "tenant-requests";q=\d+;w=60, "key-segments";q=3;w=86400$/,
    );
    expect(first.headers.get('ratelimit')).toMatch(/"key-segments";r=1;t=\d+$/);

    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await pipeline.call('/v1/messages', { body, apiKey }));
    const codes = answers.map(({ text: answer }) => JSON.parse(answer).code);
    expect(new Set(codes)).toEqual(new Set(['quota_exceeded', 'rate_limited']));
    for (const { status, headers } of answers) {
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(headers.get('ratelimit')).toContain('"key-requests";r=');
    }
  });
});

describe.concurrent('a key', () => {
  test('is rotated, listed with its last use, and revoked', async ({ expect }) => {
    const old = await make({ name: 'shop', scopes: ['send'] });
    const use = (apiKey: string) => pipeline.call('/v1/messages/preview', { body: text, apiKey });
    expect((await use(old.apiKey)).status).toBe(200);
    const rotation = await pipeline.call(`/v1/keys/${old.keyId}/rotate`, { body: { overlapSeconds: 600 } });
    const made = MadeKeyResource.parse(JSON.parse(rotation.text));
    expect((await use(old.apiKey)).status).toBe(200);
    expect((await use(made.apiKey)).status).toBe(200);

    const listed: KeyPage['keys'][number][] = [];
    let query: string | undefined = 'limit=2';
    while (query !== undefined) {
      const page = KeyPage.parse(JSON.parse((await pipeline.call(`/v1/keys?${query}`)).text));
      listed.push(...page.keys);
      query = page.nextCursor && `limit=2&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(listed.find(({ keyId }) => keyId === old.keyId)).toMatchObject({
      replacedBy: made.keyId,
      expiresAt: made.oldExpiresAt,
      lastUsedAt: expect.any(String),
    });
    expect(listed.find(({ keyId }) => keyId === made.keyId)).toMatchObject({
      name: 'shop',
      scopes: ['send'],
    });

    expect((await pipeline.call(`/v1/keys/${old.keyId}`, { method: 'DELETE' })).status).toBe(200);
    await eventually(async () => expect((await use(old.apiKey)).status).toBe(401));
    expect((await use(made.apiKey)).status).toBe(200);
  });

  test('was made by the stack, and is shown once', async ({ expect }) => {
    const keys = (...args: readonly string[]) => runTool('keys', ...args, '--data-dir', pipeline.dataDir);
    // The local run has taken it for itself.
    const { stdout } = await keys('list', '--tenant', 'local');
    expect(stdout.match(/ first key$/gm)).toHaveLength(2);
    expect(stdout).toMatch(/until \S+, replaced by \w+ +first key$/m);
    await expect(keys('first')).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/shown at 20\S+Z, once\.\n.*sms keys create/),
    });
  });

  test('is made and rotated at the terminal too', async ({ expect }) => {
    const keys = (...args: readonly string[]) => runTool('keys', ...args, '--data-dir', pipeline.dataDir);
    const args = ['--tenant', 'acme', '--kind', 'test', '--name', 'ci', '--expires-in-days', '1'];
    const { stdout: made } = await keys('create', ...args);
    expect(made).toMatch(/^sms_test_/);
    const keyId = made.split('_')[2] ?? '';
    const { stdout: next, stderr } = await keys('rotate', keyId, '--overlap-seconds', '60');
    expect(next).toMatch(/^sms_test_/);
    expect(stderr).toContain(`${keyId} is taken until`);
    expect((await pipeline.call('/v1/messages/preview', { body: text, apiKey: next.trim() })).status).toBe(
      200,
    );
    const { stdout: list } = await keys('list', '--tenant', 'acme');
    expect(list).toMatch(new RegExp(`${keyId} .*acme .*test .*replaced by ${next.split('_')[2]} .*ci`));
    await expect(keys('rotate', keyId)).rejects.toMatchObject({ code: 1 });
    await expect(keys('create', '--tenant', 'acme', '--kind', 'team')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--recipients'),
    });
  });
});
