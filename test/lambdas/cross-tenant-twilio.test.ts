import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountSidOf } from '../../adapters/twilio-api/account.ts';
import { messageSidOf } from '../../core/twilio-api/sids.ts';
import { createTwilioApi } from '../support/twilio-api.ts';

const tenants = ['acme', 'globex'] as const;
const accountOf = (tenant: string) => accountSidOf(tenant, 'live');
const api = createTwilioApi();
for (const tenant of tenants) {
  for (const To of ['+447700900001', '+447700900002']) {
    const form = { To, From: 'Shop', Body: tenant === 'globex' ? 'Words that only globex knows.' : 'Hello' };
    await api.call('POST', `Accounts/${accountOf(tenant)}/Messages.json`, { form, tenant });
  }
}

const owned = (tenant: string): string =>
  JSON.stringify([
    ...[...api.messages.rows.values()].filter((row) => row.tenant === tenant),
    ...[...api.statuses.rows.values()].filter(({ state }) => state.tenant === tenant),
  ]);
const before = owned('globex');
const theirs = [...api.messages.rows.values()].filter(({ tenant }) => tenant === 'globex');

/** A page that globex was given. */
const page = await api.call('GET', `Accounts/${accountOf('globex')}/Messages.json`, {
  query: 'PageSize=1',
  tenant: 'globex',
});
const theirPage = /PageToken=([^"&]+)/.exec(JSON.stringify(page.body))?.[1] ?? '';

const account = fc.constantFrom(...tenants.map(accountOf), accountOf('globex').toUpperCase(), '');
const sid = fc.oneof(
  fc.constantFrom(...theirs.map(({ messageId }) => messageSidOf(messageId))),
  fc.string({ maxLength: 40 }),
);
const query = fc.constantFrom(
  '',
  'To=%2B447700900001',
  'From=Shop',
  `AccountSid=${accountOf('globex')}`,
  `Page=1&PageToken=${theirPage}`,
);
const form = fc.constantFrom<Record<string, string>>(
  { Body: '' },
  { Status: 'canceled' },
  { Outcome: 'confirmed' },
  { To: '+447700900001', From: 'Shop', Body: 'Hello', AccountSid: accountOf('globex') },
);
const path = fc
  .tuple(account, sid, fc.constantFrom('', '/Media', '/Feedback'))
  .map(([who, id, part]) => `Accounts/${who}/Messages/${id}${part}.json`);

/** What acme may try to get at what is globex's. */
const attempt = fc.oneof(
  fc.tuple(fc.constantFrom('GET', 'DELETE'), path).map(([method, to]) => ({ method, to, given: {} })),
  fc.tuple(path, form).map(([to, fields]) => ({ method: 'POST', to, given: { form: fields } })),
  fc
    .tuple(account, query)
    .map(([who, asked]) => ({ method: 'GET', to: `Accounts/${who}/Messages.json`, given: { query: asked } })),
  fc.tuple(account, form).map(([who, fields]) => ({
    method: 'POST',
    to: `Accounts/${who}/Messages.json`,
    given: { form: fields },
  })),
);

test('2,000 tries of an account to get at what is another’s find and change nothing', async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(attempt, async ({ method, to, given }) => {
      const { status, body } = await api.call(method, to, given);
      statuses.add(status);
      const seen = JSON.stringify(body ?? '');
      expect(seen).not.toContain('only globex knows');
      expect(seen).not.toContain(`"account_sid":"${accountOf('globex')}"`);
      expect(owned('globex')).toBe(before);
    }),
    { numRuns: 2000 },
  );
  expect(theirPage).not.toBe('');
  // It could do what is its own to do: the tries were not all refused at the door.
  expect([...statuses].sort()).toEqual([200, 201, 400, 401, 404, 405]);
});
