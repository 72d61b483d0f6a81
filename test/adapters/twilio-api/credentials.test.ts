import { beforeEach, describe, expect, test } from 'vitest';
import { newApiKey } from '../../../adapters/api-keys/api-key.ts';
import { createAuthentication } from '../../../adapters/api-keys/with-api-key.ts';
import { accountSidOf, authTokenOf } from '../../../adapters/twilio-api/account.ts';
import { basicCredentials } from '../../../adapters/twilio-api/basic-credentials.ts';
import { createFindAuthToken } from '../../../adapters/twilio-api/find-auth-token.ts';
import { issueTwilioCredentials } from '../../../adapters/twilio-api/issue-credentials.ts';
import { PostStatusCallbackEnvironment } from '../../../core/environment.ts';
import { FakeKeys } from '../../support/fake-keys.ts';
import { limiterWith } from '../../support/fake-limits.ts';
import { FakeClock, silentLog } from '../../support/fake-ports.ts';

let keys: FakeKeys;
let clock: FakeClock;
beforeEach(() => {
  keys = new FakeKeys();
  clock = new FakeClock();
});

const issue = (kind: 'live' | 'test' = 'live') =>
  issueTwilioCredentials(keys, 'key', { tenant: 'acme', kind, now: clock.now() });
const tokenOf = (accountSid: string, key = 'key') =>
  createFindAuthToken(keys, async () => key, clock.now)(accountSid);

const requestWith = (authorization: string | undefined) => ({
  method: 'GET',
  path: '/',
  query: '',
  pathParameters: {},
  headers: authorization === undefined ? {} : { authorization },
  body: new Uint8Array(),
});
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

describe('an auth token', () => {
  test('is made again from the key, for whoever signs, and lets its holder in', async () => {
    const { accountSid, authToken } = await issue();
    expect(accountSid).toBe(accountSidOf('acme', 'live'));
    expect(authToken).toMatch(/^[0-9a-f]{32}$/);
    expect(await tokenOf(accountSid)).toBe(authToken);

    const authentication = createAuthentication({
      keys,
      usage: { note: async () => {} },
      limiter: limiterWith(),
      clock: clock.now,
      log: silentLog,
      read: basicCredentials,
    });
    const step = authentication('send', async (_request, { tenant }) => ({ status: 200, body: tenant }));
    expect(await step(requestWith(basic(accountSid, authToken)))).toMatchObject({ body: 'acme' });
    const wrong = step(requestWith(basic(accountSid, 'f'.repeat(32))));
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_api_key' });
  });

  test('ends when another is issued, and when it is revoked', async () => {
    const first = await issue();
    clock.pass(1);
    const second = await issue();
    expect(second.accountSid).toBe(first.accountSid);
    expect(second.authToken).not.toBe(first.authToken);
    expect(await tokenOf(second.accountSid)).toBe(second.authToken);
    await keys.revoke(second.accountSid, clock.now());
    expect(await tokenOf(second.accountSid)).toBeUndefined();
  });

  test('signs nothing after the key has changed, or where none was issued', async () => {
    const { accountSid } = await issue();
    expect(await tokenOf(accountSid, 'another key')).toBeUndefined();
    expect(await tokenOf(accountSidOf('globex', 'live'))).toBeUndefined();
  });

  test('is neither kept nor told by what is kept', async () => {
    const { accountSid, authToken } = await issue();
    expect(JSON.stringify([...keys.rows.values()])).not.toContain(authToken);
    expect(authTokenOf('guess', accountSid, clock.now().toISOString())).not.toBe(authToken);
  });

  test('of tests belongs to an account of its own', async () => {
    const [live, tried] = [await issue(), await issue('test')];
    expect(tried.accountSid).not.toBe(live.accountSid);
    expect(keys.rows.get(tried.accountSid)?.kind).toBe('test');
  });
});

describe('HTTP Basic', () => {
  const sid = accountSidOf('acme', 'live');

  test('has an account SID and its token, or an API key beside any user', () => {
    expect(basicCredentials(requestWith(basic(sid, 't:o:k')))).toEqual({ keyId: sid, secret: 't:o:k' });
    const { keyId, apiKey } = newApiKey('live');
    for (const user of [sid, keyId, 'SK0', ''])
      expect(basicCredentials(requestWith(basic(user, apiKey)))).toEqual({ keyId, secret: apiKey });
  });

  test.each([
    undefined,
    '',
    'Basic',
    'Basic !!!',
    'Bearer x',
    basic(sid, ''),
    basic('AC1', 'token'),
    basic(sid.toUpperCase(), 'token'),
    basic('__proto__', 'token'),
    `Basic ${Buffer.from(sid).toString('base64')}`,
  ])('is refused as %j', (authorization) => {
    expect(() => basicCredentials(requestWith(authorization))).toThrow(/./);
  });
});

test('the poster of callbacks starts in Lambda only when the loopback is out of its reach', () => {
  const given = {
    LOG_LEVEL: 'info',
    SERVICE_VERSION: '1',
    METRICS_NAMESPACE: 'sms',
    API_KEYS_TABLE: 'keys',
    MESSAGES_TABLE: 'messages',
    ACCOUNT_TOKEN_KEY_ARN: 'arn',
    STATUSES_TABLE: 'statuses',
    MAX_RECEIVE_COUNT: '5',
    STATUS_CALLBACKS_QUEUE_URL: 'https://sqs.example.com/queue',
  };
  const AWS_LAMBDA_RUNTIME_API = '127.0.0.1:9001';
  const starts = (environment: object): boolean =>
    PostStatusCallbackEnvironment.safeParse({ ...given, ...environment }).success;
  expect(starts({ WEBHOOK_HOSTS: 'public', AWS_LAMBDA_RUNTIME_API })).toBe(true);
  expect(starts({ WEBHOOK_HOSTS: 'loopback' })).toBe(true);
  expect(starts({ WEBHOOK_HOSTS: 'loopback', AWS_LAMBDA_RUNTIME_API })).toBe(false);
});
