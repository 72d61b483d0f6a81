import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyIdOf, matchesHash, newApiKey } from '../../../adapters/api-keys/api-key.ts';
import type { KeyRecord, KeyStore } from '../../../adapters/api-keys/key-store.ts';
import { createAuthentication } from '../../../adapters/api-keys/with-api-key.ts';
import { FakeClock } from '../../support/fake-ports.ts';

const { keyId, apiKey, hash } = newApiKey('live');
const record: KeyRecord = {
  keyId,
  hash,
  tenant: 'acme',
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

const authenticate = (store: KeyStore, authorization: string | undefined, clock = new FakeClock()) => {
  const withApiKey = createAuthentication(store, clock.now);
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
  const request = authenticate(store, `Bearer ${apiKey}`, clock);
  await request();
  store.record = { ...record, revokedAt: '2026-11-01T12:00:01.000Z' };
  clock.pass(9);
  await request();
  expect(store.lookups).toBe(1);
  clock.pass(1);
  await expect(request()).rejects.toMatchObject({ code: 'invalid_api_key' });
});
