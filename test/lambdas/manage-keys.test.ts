import { beforeEach, describe, expect, test } from 'vitest';
import { keyIdOf } from '../../adapters/api-keys/api-key.ts';
import { MadeKeyResource } from '../../core/api/key-resource.ts';
import { isLive } from '../../core/keys/key-record.ts';
import { createManageKeys } from '../../lambdas/manage-keys/manage-keys.ts';
import { aCaller } from '../support/builders.ts';
import { FakeKeys } from '../support/fake-keys.ts';
import { FakeKeyUsage } from '../support/fake-limits.ts';
import { FakeClock, silentLog } from '../support/fake-ports.ts';

const admin = aCaller();
let keys: FakeKeys;
let usage: FakeKeyUsage;
let clock: FakeClock;
let manage: ReturnType<typeof createManageKeys>;

beforeEach(() => {
  keys = new FakeKeys();
  usage = new FakeKeyUsage();
  clock = new FakeClock();
  manage = createManageKeys({ keys, usage, clock: clock.now, log: silentLog });
});

const liveKeys = (): string[] =>
  [...keys.rows.values()].filter((record) => isLive(record, clock.now())).map(({ keyId }) => keyId);

describe('a new key', () => {
  test('is shown once, and only its hash is kept', async () => {
    const made = MadeKeyResource.parse(await manage.create(admin, { name: 'shop', countries: ['GB'] }));
    expect(made).toMatchObject({ tenant: 'acme', kind: 'live', scopes: ['send', 'read'], countries: ['GB'] });
    expect(keyIdOf(made.apiKey)).toBe(made.keyId);
    expect(JSON.stringify([...keys.rows.values()])).not.toContain(made.apiKey);
    expect(JSON.stringify(await manage.list(admin, ''))).not.toMatch(/apiKey|hash/);
  });

  test.each([
    [{}, /^sms_live_/],
    [{ kind: 'test' }, /^sms_test_/],
    [{ kind: 'team', recipients: ['+447700900001'] }, /^sms_team_/],
  ])('of %j shows what it is', async (body, pattern) => {
    expect((await manage.create(admin, body)).apiKey).toMatch(pattern);
  });

  test.each([
    ['nothing to do', { scopes: [] }, 'scopes'],
    ['an unknown scope', { scopes: ['root'] }, 'scopes.0'],
    ['a tenant', { tenant: 'globex' }, 'tenant'],
    ['a team key without numbers', { kind: 'team' }, 'recipients'],
    ['numbers for a live key', { recipients: ['+447700900001'] }, 'recipients'],
    ['a number that is none', { kind: 'team', recipients: ['0770'] }, 'recipients.0'],
    ['an end beyond the years of four digits', { expiresAt: '9999-12-31T23:59:59-01:00' }, 'expiresAt'],
    ['an end in the past', { expiresAt: '2026-10-31T12:00:00Z' }, 'expiresAt'],
    ['no object', null, ''],
  ])('is refused for %s', async (_what, body, path) => {
    await expect(manage.create(admin, body)).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path }],
    });
    expect(keys.rows.size).toBe(0);
  });

  test('made by a test key is a test key too', async () => {
    const tester = aCaller({ rights: { kind: 'test' } });
    await expect(manage.create(tester, {})).rejects.toMatchObject({ code: 'forbidden' });
    const live = await manage.create(admin, {});
    await expect(manage.rotate(tester, live.keyId, {})).rejects.toMatchObject({ code: 'forbidden' });
    expect((await manage.create(tester, { kind: 'test' })).kind).toBe('test');
  });
});

describe('a rotation', () => {
  test('makes a key with the same rights, and ends the old one after the overlap', async () => {
    const limits = { requestsPerMinute: 10 };
    const old = await manage.create(admin, { scopes: ['send'], senders: ['ACME'], limits, name: 'shop' });
    const made = await manage.rotate(admin, old.keyId, { overlapSeconds: 60 });
    expect(made).toMatchObject({ scopes: ['send'], senders: ['ACME'], limits, name: 'shop' });
    expect(made).toMatchObject({ replaces: old.keyId, oldExpiresAt: '2026-11-01T12:01:00.000Z' });
    expect(liveKeys()).toEqual([old.keyId, made.keyId]);
    clock.pass(60);
    expect(liveKeys()).toEqual([made.keyId]);
  });

  test('gives the new key the lifetime of the old, and never the old one a longer', async () => {
    const old = await manage.create(admin, { expiresAt: '2026-11-01T13:00:00Z' });
    clock.pass(1_800);
    const made = await manage.rotate(admin, old.keyId, { overlapSeconds: 86_400 });
    expect(made).toMatchObject({
      expiresAt: '2026-11-01T13:30:00.000Z',
      oldExpiresAt: '2026-11-01T13:00:00.000Z',
    });
  });

  test('never leaves more than two live keys of a family', async () => {
    const first = await manage.create(admin, {});
    const second = await manage.rotate(admin, first.keyId, { overlapSeconds: 60 });
    const again = { code: 'key_not_rotatable' };
    await expect(manage.rotate(admin, first.keyId, {})).rejects.toMatchObject(again);
    await expect(manage.rotate(admin, second.keyId, {})).rejects.toMatchObject(again);
    clock.pass(60);
    await manage.rotate(admin, second.keyId, {});
    expect(liveKeys()).toHaveLength(2);
  });

  test('that loses against another one leaves no key behind', async () => {
    const old = await manage.create(admin, {});
    keys.beforeNextReplace = () => manage.rotate(admin, old.keyId, {});
    await expect(manage.rotate(admin, old.keyId, {})).rejects.toMatchObject({ code: 'key_not_rotatable' });
    expect(liveKeys()).toHaveLength(2);
  });

  test('of a revoked key is refused', async () => {
    const old = await manage.create(admin, {});
    expect(await manage.revoke(admin, old.keyId)).toMatchObject({ revokedAt: '2026-11-01T12:00:00.000Z' });
    await expect(manage.rotate(admin, old.keyId, {})).rejects.toMatchObject({ code: 'key_not_rotatable' });
  });
});

describe('the list', () => {
  test('shows every key once, newest first, page by page, and when each was used', async () => {
    const made: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      made.unshift((await manage.create(admin, {})).keyId);
      clock.pass(1);
    }
    await manage.create(aCaller({ tenant: 'globex' }), {});
    await usage.note(made[0] ?? '', clock.now());
    const shown: string[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const page = await manage.list(admin, `limit=3${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      shown.push(...page.keys.map(({ keyId }) => keyId));
      cursor = page.nextCursor;
    }
    expect(shown).toEqual(made);
    expect((await manage.list(admin, '')).keys[0]).toMatchObject({ lastUsedAt: '2026-11-01T12:00:07.000Z' });
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['cursor=x', 'cursor'],
    ['cursor=', 'cursor'],
    ['tenant=globex', 'tenant'],
  ])('refuses %s', async (query, path) => {
    await expect(manage.list(admin, query)).rejects.toMatchObject({ errors: [{ path }] });
  });
});
