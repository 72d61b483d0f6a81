import { expect, test } from 'vitest';
import { hashApiKey, keyIdOf } from '../../adapters/api-keys/api-key.ts';
import { takeFirstKey } from '../../adapters/api-keys/take-first-key.ts';
import { createLog } from '../../adapters/log/log.ts';
import { isLive, type KeyRecord } from '../../core/keys/key-record.ts';
import { createMakeFirstKey } from '../../lambdas/make-first-key/make-first-key.ts';
import { FakeKeys } from '../support/fake-keys.ts';

const stackId = 'arn:aws:cloudformation:us-east-1:123456789012:stack/Sms/51af3dc0';
const noon = new Date('2026-11-22T12:00:00.000Z');
const later = new Date('2026-11-22T13:00:00.000Z');
const how = { environment: 'live', now: later };

const setUp = () => {
  const keys = new FakeKeys();
  const kept = new Map<string, string>();
  const lines: string[] = [];
  const make = createMakeFirstKey({
    keys,
    secret: {
      keep: async (token, text) => {
        const first = kept.get(token) ?? text;
        kept.set(token, first);
        return first;
      },
    },
    tenant: 'acme',
    clock: () => noon,
    log: createLog('debug', (line) => lines.push(line)),
  });
  const live = () => [...keys.rows.values()].filter((record) => isLive(record, later));
  return { keys, make, live, lines, inSecret: () => [...kept.values()].at(-1) ?? 'a random password' };
};

const anAdmin = (over: Partial<KeyRecord> = {}): KeyRecord => ({
  ...{ keyId: 'theirs', hash: 'a'.repeat(64), tenant: 'acme', kind: 'live', scopes: ['admin'] },
  createdAt: '2026-01-01T00:00:00.000Z',
  ...over,
});

test('makes an admin key: the hash into the table, the key into the secret, neither into the log', async () => {
  const { make, live, inSecret, lines } = setUp();
  await make(stackId);
  const apiKey = inSecret();
  expect(live()).toEqual([
    {
      keyId: keyIdOf(apiKey),
      hash: hashApiKey(apiKey),
      tenant: 'acme',
      kind: 'live',
      scopes: ['send', 'read', 'admin'],
      name: 'first key',
      createdAt: noon.toISOString(),
    },
  ]);
  expect(lines.join('')).toContain('first key made');
  expect(lines.join('')).not.toContain(apiKey);
  expect(lines.join('')).not.toContain(hashApiKey(apiKey));
});

test('makes one key for a stack, asked again or at the same time', async () => {
  const { make, live } = setUp();
  await Promise.all([make(stackId), make(stackId), make(stackId)]);
  await make(stackId);
  expect(live()).toHaveLength(1);
});

test('completes what a crash left: the key that is in the secret already', async () => {
  const { keys, make, live, inSecret } = setUp();
  await make(stackId);
  keys.rows.clear();
  await make(stackId);
  expect(live()).toMatchObject([{ keyId: keyIdOf(inSecret()) }]);
});

test('does not bring a key back that was revoked', async () => {
  const { keys, make, live, inSecret } = setUp();
  await make(stackId);
  await keys.revoke(keyIdOf(inSecret()) ?? '', noon);
  await make(stackId);
  expect(live()).toEqual([]);
});

test('makes none where a live admin key is there, whoever made it', async () => {
  const { keys, make, live, inSecret } = setUp();
  await keys.add(anAdmin());
  await make(stackId);
  expect(live()).toMatchObject([{ keyId: 'theirs' }]);
  expect(await takeFirstKey(keys, inSecret(), how)).toEqual({ why: 'never-made' });
});

test('makes one beside keys that send, and beside an admin key that has ended', async () => {
  const { keys, make, live } = setUp();
  await keys.add(anAdmin({ keyId: 'sends', scopes: ['send'] }));
  await keys.add(anAdmin({ revokedAt: noon.toISOString() }));
  await make(stackId);
  expect(live().map(({ name }) => name)).toEqual([undefined, 'first key']);
});

test('is shown once: as a key that no secret has held, and the one in the secret ends', async () => {
  const { keys, make, live, inSecret } = setUp();
  await make(stackId);
  const shown = await takeFirstKey(keys, inSecret(), how);
  if ('why' in shown) throw new Error(shown.why);
  expect(shown.apiKey).not.toBe(inSecret());
  expect(live()).toEqual([shown.record]);
  expect(shown.record).toMatchObject({ tenant: 'acme', scopes: ['send', 'read', 'admin'] });
  expect(await takeFirstKey(keys, inSecret(), how)).toEqual({ why: 'taken', at: later.toISOString() });
  expect(live()).toHaveLength(1);
});

test('is shown to one of two who ask at the same time', async () => {
  const { keys, make, live, inSecret } = setUp();
  await make(stackId);
  const first = inSecret();
  keys.beforeNextReplace = () => takeFirstKey(keys, first, how);
  expect(await takeFirstKey(keys, first, how)).toEqual({ why: 'taken', at: later.toISOString() });
  expect(live()).toHaveLength(1);
});

test('is not shown after it was revoked', async () => {
  const { keys, make, inSecret } = setUp();
  await make(stackId);
  await keys.revoke(keyIdOf(inSecret()) ?? '', noon);
  expect(await takeFirstKey(keys, inSecret(), how)).toEqual({ why: 'revoked' });
});
