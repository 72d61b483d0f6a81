import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyIdOf, matchesHash, newApiKey } from '../../../adapters/api-keys/api-key.ts';
import type { KeyStore } from '../../../adapters/api-keys/key-store.ts';
import { createAuthentication } from '../../../adapters/api-keys/with-api-key.ts';
import type { KeyRecord } from '../../../core/keys/key-record.ts';
import { FakeKeyUsage, limiterWith } from '../../support/fake-limits.ts';
import { FakeClock, silentLog } from '../../support/fake-ports.ts';

const { keyId, apiKey, hash } = newApiKey('live');
const record: KeyRecord = {
  keyId,
  hash,
  tenant: 'acme',
  kind: 'live',
  scopes: ['send'],
  createdAt: '2026-11-01T12:00:00.000Z',
};

class FakeKeyStore implements KeyStore {
  lookups = 0;
  record: KeyRecord | undefined = record;
  async find(id: string) {
    this.lookups += 1;
    return this.record?.keyId === id ? this.record : undefined;
  }
}

type Surroundings = {
  readonly clock?: FakeClock;
  readonly usage?: FakeKeyUsage;
  readonly limits?: Parameters<typeof limiterWith>[0];
};

const authenticate = (
  store: KeyStore,
  authorization: string | undefined,
  { clock = new FakeClock(), usage = new FakeKeyUsage(), limits }: Surroundings = {},
) => {
  const withApiKey = createAuthentication({
    keys: store,
    usage,
    limiter: limiterWith(limits, undefined, clock.now),
    clock: clock.now,
    log: silentLog,
  });
  const step = withApiKey('send', async (_request, caller) => ({ status: 200, body: caller }));
  return () =>
    step({
      method: 'GET',
      path: '/',
      query: '',
      pathParameters: {},
      headers: authorization === undefined ? {} : { authorization },
      body: new Uint8Array(),
    });
};

describe('an API key', () => {
  test('is told from junk by its checksum', () => {
    expect(keyIdOf(apiKey)).toBe(keyId);
    fc.assert(
      fc.property(fc.nat(apiKey.length - 1), fc.constantFrom('0', 'A', 'z', '_', ' '), (at, character) => {
        const changed = apiKey.slice(0, at) + character + apiKey.slice(at + 1);
        expect(keyIdOf(changed)).toBe(changed === apiKey ? keyId : undefined);
      }),
    );
  });

  test('matches the hash of itself and of no other', () => {
    expect(matchesHash(apiKey, hash)).toBe(true);
    expect(matchesHash(newApiKey('live').apiKey, hash)).toBe(false);
  });
});

test('lets the tenant of a known key in', async () => {
  expect(await authenticate(new FakeKeyStore(), `Bearer ${apiKey}`)()).toMatchObject({
    body: { tenant: 'acme' },
  });
});

test.each([
  ['no header', undefined, 'missing_api_key'],
  ['another scheme', 'Basic YTpi', 'invalid_api_key'],
  ['no key', 'Bearer ', 'invalid_api_key'],
  ['two keys', `Bearer ${apiKey} ${apiKey}`, 'invalid_api_key'],
  ['junk', 'Bearer sms_live_junk', 'invalid_api_key'],
  ['an unknown key', `Bearer ${newApiKey('live').apiKey}`, 'invalid_api_key'],
])('refuses %s', async (_what, authorization, code) => {
  await expect(authenticate(new FakeKeyStore(), authorization)()).rejects.toMatchObject({ code });
});

test('refuses junk without a look-up', async () => {
  const store = new FakeKeyStore();
  await expect(authenticate(store, 'Bearer sms_live_junk')()).rejects.toThrow();
  expect(store.lookups).toBe(0);
});

test('refuses a key that lacks the scope', async () => {
  const store = new FakeKeyStore();
  store.record = { ...record, scopes: ['read'] };
  await expect(authenticate(store, `Bearer ${apiKey}`)()).rejects.toMatchObject({ code: 'forbidden' });
});

test('notices a revocation within ten seconds, and looks up no more often than that', async () => {
  const store = new FakeKeyStore();
  const clock = new FakeClock();
  const request = authenticate(store, `Bearer ${apiKey}`, { clock });
  await request();
  store.record = { ...record, revokedAt: '2026-11-01T12:00:01.000Z' };
  clock.pass(9);
  await request();
  expect(store.lookups).toBe(1);
  clock.pass(1);
  await expect(request()).rejects.toMatchObject({ code: 'invalid_api_key' });
});

test('refuses a key from the moment that it expires on, and says so to whoever holds it', async () => {
  const store = new FakeKeyStore();
  const clock = new FakeClock();
  store.record = { ...record, expiresAt: '2026-11-01T12:00:05.000Z' };
  const request = authenticate(store, `Bearer ${apiKey}`, { clock });
  clock.pass(4);
  await request();
  clock.pass(1);
  await expect(request()).rejects.toMatchObject({
    code: 'invalid_api_key',
    message: 'The API key has expired.',
  });
});

test('tells the holder of another secret nothing about a key', async () => {
  const store = new FakeKeyStore();
  store.record = { ...record, hash: 'f'.repeat(64), revokedAt: record.createdAt };
  await expect(authenticate(store, `Bearer ${apiKey}`)()).rejects.toMatchObject({
    message: 'The API key is unknown.',
  });
});

describe('the use of a key', () => {
  test('is noted', async () => {
    const usage = new FakeKeyUsage();
    await authenticate(new FakeKeyStore(), `Bearer ${apiKey}`, { usage })();
    expect(usage.noted.get(keyId)).toBe('2026-11-01T12:00:00.000Z');
  });

  test('goes on when nobody can note it', async () => {
    const usage = new FakeKeyUsage();
    usage.down = true;
    expect(await authenticate(new FakeKeyStore(), `Bearer ${apiKey}`, { usage })()).toMatchObject({
      status: 200,
    });
  });
});

test('tells each answer where its key and its tenant stand', async () => {
  const limits = { perKey: { requestsPerMinute: 2 }, perTenant: { requestsPerMinute: 5 } };
  expect(await authenticate(new FakeKeyStore(), `Bearer ${apiKey}`, { limits })()).toMatchObject({
    headers: {
      'ratelimit-policy': '"key-requests";q=2;w=60, "tenant-requests";q=5;w=60',
      ratelimit: '"key-requests";r=1;t=60, "tenant-requests";r=4;t=60',
    },
  });
});

test('refuses a request too many until the minute is over', async () => {
  const clock = new FakeClock();
  const limits = { perKey: { requestsPerMinute: 2 } };
  const request = authenticate(new FakeKeyStore(), `Bearer ${apiKey}`, { clock, limits });
  clock.pass(20);
  await request();
  await request();
  await expect(request()).rejects.toMatchObject({
    code: 'rate_limited',
    headers: { 'retry-after': '40', ratelimit: expect.stringContaining('"key-requests";r=0;t=40') },
  });
  clock.pass(40);
  await request();
});
