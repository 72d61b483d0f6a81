import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createApiKey } from '../../adapters/api-keys/administer-keys.ts';
import { createAuthentication } from '../../adapters/api-keys/with-api-key.ts';
import { fingerprint, hashRecipient, hashRequest } from '../../adapters/crypto/hashes.ts';
import { keyedMessageId, randomMessageId } from '../../adapters/crypto/message-ids.ts';
import type { HttpAnswer, HttpStep } from '../../adapters/lambda/http.ts';
import { readJson } from '../../adapters/lambda/json-body.ts';
import { defaultPolicies } from '../../core/policy.ts';
import { ProblemError } from '../../core/problem.ts';
import { defaultRouting } from '../../core/routing/routing-table.ts';
import { createAcceptBatch } from '../../lambdas/accept-batch/accept-batch.ts';
import { createAcceptMessage } from '../../lambdas/accept-message/accept-message.ts';
import { createCancelMessage } from '../../lambdas/cancel-message/cancel-message.ts';
import { createEraseContent } from '../../lambdas/erase-content/erase-content.ts';
import { createGetMessage } from '../../lambdas/get-message/get-message.ts';
import { createListCursors } from '../../lambdas/list-messages/list-cursor.ts';
import { createListMessages } from '../../lambdas/list-messages/list-messages.ts';
import { createOldestDays } from '../../lambdas/list-messages/oldest-days.ts';
import { answerKeyCall } from '../../lambdas/manage-keys/answer-key-call.ts';
import { createManageKeys } from '../../lambdas/manage-keys/manage-keys.ts';
import { createManageOptOuts } from '../../lambdas/manage-opt-outs/manage-opt-outs.ts';
import { FakeKeys } from '../support/fake-keys.ts';
import { FakeKeyUsage, limiterWith } from '../support/fake-limits.ts';
import { FakeMessageIndex } from '../support/fake-message-index.ts';
import { FakeClock, FakeEventBus, FakeLaneQueue, FakeOptOuts, silentLog } from '../support/fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';

const tenants = ['acme', 'globex'] as const;
const ofGlobex = 'Words that only globex knows.';
/** Opted out from globex's texts, and from nobody else's. */
const ofGlobexAlone = '+447700900009';

const build = async () => {
  const clock = new FakeClock();
  const keys = new FakeKeys();
  const messages = new FakeMessageStore();
  const limiter = limiterWith({}, undefined, clock.now);
  const usage = new FakeKeyUsage();
  const withApiKey = createAuthentication({ keys, usage, limiter, clock: clock.now, log: silentLog });
  const acceptMessage = createAcceptMessage({
    messages,
    queues: {
      otp: new FakeLaneQueue(),
      transactional: new FakeLaneQueue(),
      promotional: new FakeLaneQueue(),
    },
    clock: clock.now,
    settings: {
      carrierNames: ['twilio'],
      routing: defaultRouting('twilio'),
      defaultCountry: undefined,
      maxSegments: 10,
      allowFixedLines: false,
      policies: defaultPolicies,
      retentionDays: 90,
    },
    randomMessageId,
    keyedMessageId,
    hashRequest: async (request) => hashRequest(request, 'key'),
    hashRecipient: async (recipient) => hashRecipient(recipient, 'key'),
    limiter,
    log: silentLog,
  });
  const statuses = new FakeStatusStore();
  const stores = { messages, statuses, clock: clock.now };
  const getMessage = createGetMessage(stores);
  const cancelMessage = createCancelMessage({ ...stores, events: new FakeEventBus() });
  const eraseContent = createEraseContent({ ...stores, log: silentLog });
  const listMessages = createListMessages({
    ...stores,
    index: new FakeMessageIndex(messages),
    cursors: createListCursors(fingerprint),
    oldestDays: createOldestDays(),
    hashRecipient: async (recipient) => hashRecipient(recipient, 'key'),
    retentionDays: 90,
  });
  const manageKeys = createManageKeys({ keys, usage, clock: clock.now, log: silentLog });

  const accept = withApiKey('send', async (request, caller) => ({
    status: 202,
    body: (
      await acceptMessage({
        caller,
        idempotencyKey: request.headers['idempotency-key'],
        body: readJson(request),
      })
    ).message,
  }));
  const acceptBatch = createAcceptBatch({ accept: acceptMessage, limiter, log: silentLog });
  const batch = withApiKey('send', async (request, caller) => ({
    status: 200,
    ...(await acceptBatch({
      caller,
      idempotencyKey: request.headers['idempotency-key'],
      body: readJson(request),
    })),
  }));
  const get = withApiKey('read', async ({ pathParameters }, { tenant }) => ({
    status: 200,
    body: await getMessage(tenant, pathParameters.messageId),
  }));
  const list = withApiKey('read', async ({ query }, { tenant }) => ({
    status: 200,
    body: await listMessages(tenant, query),
  }));
  const cancel = withApiKey('send', async ({ pathParameters }, { tenant }) => ({
    status: 200,
    body: await cancelMessage(tenant, pathParameters.messageId),
  }));
  const erase = withApiKey('send', async ({ pathParameters }, { tenant }) => {
    await eraseContent(tenant, pathParameters.messageId);
    return { status: 204 };
  });
  const optOuts = new FakeOptOuts();
  const optedOut = createManageOptOuts({
    optOuts,
    hashRecipient: async (recipient) => hashRecipient(recipient, 'key'),
    clock: clock.now,
  });
  const findOptOut = withApiKey('read', async ({ pathParameters }, { tenant }) => ({
    status: 200,
    body: await optedOut.find(tenant, pathParameters.number),
  }));
  const recordOptOut = withApiKey('send', async ({ pathParameters }, { tenant }) => ({
    status: 200,
    body: await optedOut.record(tenant, pathParameters.number),
  }));
  const removeOptOut = withApiKey('send', async ({ pathParameters }, { tenant }) => {
    await optedOut.remove(tenant, pathParameters.number);
    return { status: 204 };
  });
  const administer = withApiKey('admin', answerKeyCall(manageKeys));

  const keyOf = async (tenant: string): Promise<string> => {
    const grant = { tenant, scopes: ['send', 'read', 'admin'] as const, environment: 'live' };
    return (await createApiKey(keys, { ...grant, scopes: [...grant.scopes], now: clock.now() })).apiKey;
  };
  const apiKeys = { acme: await keyOf('acme'), globex: await keyOf('globex') };

  const call = async (
    step: HttpStep,
    apiKey: string,
    given: { method?: string; query?: string; path?: object; headers?: object; body?: unknown },
  ): Promise<HttpAnswer | ProblemError> => {
    const body = given.body === undefined ? '' : JSON.stringify(given.body);
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    try {
      return await step({
        method: given.method ?? 'POST',
        path: '/',
        query: given.query ?? '',
        pathParameters: { ...given.path },
        headers: { ...headers, ...given.headers },
        body: Buffer.from(body),
      });
    } catch (error) {
      if (error instanceof ProblemError) return error;
      throw error;
    }
  };
  return {
    keys,
    messages,
    statuses,
    apiKeys,
    call,
    optOuts,
    steps: {
      ...{ accept, batch, get, list, cancel, erase, administer },
      ...{ findOptOut, recordOptOut, removeOptOut },
    },
  };
};

const world = await build();
const { call, steps, apiKeys } = world;
for (const tenant of tenants) {
  const body = {
    to: '+447700900001',
    body: tenant === 'globex' ? ofGlobex : 'Words of acme.',
    reference: 'order-7',
  };
  await call(steps.accept, apiKeys[tenant], { body, headers: { 'idempotency-key': 'order-7' } });
  const messages = [body, { ...body, reference: 'order-8' }];
  await call(steps.batch, apiKeys[tenant], { body: { messages }, headers: { 'idempotency-key': 'order-7' } });
  await call(steps.administer, apiKeys[tenant], { body: { name: `key of ${tenant}` } });
  const number = tenant === 'globex' ? ofGlobexAlone : '+447700900001';
  await call(steps.recordOptOut, apiKeys[tenant], { path: { number } });
}

const owned = (tenant: string): string =>
  JSON.stringify([
    ...[...world.optOuts.rows].filter(([key]) => key.startsWith(`${tenant} `)),
    ...[
      ...world.messages.rows.values(),
      ...world.keys.rows.values(),
      ...[...world.statuses.rows.values()].map(({ state }) => state),
    ].filter((row) => row.tenant === tenant),
  ]);
const before = owned('globex');
const messageIds = [...world.messages.rows.keys()];
const keyIds = [...world.keys.rows.keys()];
const cursors = [...world.keys.rows.values()].map(({ createdAt, keyId }) => `${createdAt}_${keyId}`);

const messageId = fc.oneof(
  fc.constantFrom(...messageIds),
  fc.constant(keyedMessageId('globex', 'order-7')),
  fc.string(),
);
const filter = fc.constantFrom(
  '',
  'to=%2B447700900001',
  'reference=order-7',
  'tenant=globex',
  'reference=globex%23order-7',
);
const keyId = fc.oneof(fc.constantFrom(...keyIds), fc.string());
const smuggled = fc.dictionary(
  fc.constantFrom('tenant', 'keyId', 'name', 'scopes', 'replaces', 'recipients', '__proto__'),
  fc.constantFrom<unknown>('globex', ['globex'], { tenant: 'globex' }),
);
const message = fc.record({
  to: fc.constant('+447700900001'),
  body: fc.constantFrom('Words of acme.', 'Hello'),
});

/** What acme may try to get at what is globex's. */
const attempt = fc.oneof(
  messageId.map((id) => () => call(steps.get, apiKeys.acme, { method: 'GET', path: { messageId: id } })),
  fc.tuple(message, smuggled, fc.constantFrom('order-7', 'globex#order-7', '["globex","order-7"]')).map(
    ([text, more, key]) =>
      () =>
        call(steps.accept, apiKeys.acme, {
          body: { ...text, ...more },
          headers: { 'idempotency-key': key, 'x-tenant': 'globex' },
        }),
  ),
  fc
    .tuple(
      fc.array(fc.tuple(message, smuggled), { maxLength: 3 }),
      fc.constantFrom('order-7', 'globex#order-7'),
    )
    .map(
      ([texts, key]) =>
        () =>
          call(steps.batch, apiKeys.acme, {
            body: { messages: texts.map(([text, more]) => ({ ...text, ...more })) },
            headers: { 'idempotency-key': key, 'x-tenant': 'globex' },
          }),
    ),
  filter.map((query) => () => call(steps.list, apiKeys.acme, { method: 'GET', query })),
  messageId.map((id) => () => call(steps.cancel, apiKeys.acme, { path: { messageId: id } })),
  messageId.map((id) => () => call(steps.erase, apiKeys.acme, { method: 'DELETE', path: { messageId: id } })),
  fc.constant(async () => {
    const answered = await call(steps.findOptOut, apiKeys.acme, { path: { number: ofGlobexAlone } });
    if (!(answered instanceof ProblemError)) throw new Error('an opt-out of globex was found');
    return answered;
  }),
  fc
    .constantFrom(ofGlobexAlone, '+447700900001')
    .map((number) => () => call(steps.removeOptOut, apiKeys.acme, { method: 'DELETE', path: { number } })),
  fc
    .constantFrom(...cursors)
    .map(
      (cursor) => () => call(steps.administer, apiKeys.acme, { method: 'GET', query: `cursor=${cursor}` }),
    ),
  smuggled.map((body) => () => call(steps.administer, apiKeys.acme, { body })),
  keyId.map((id) => () => call(steps.administer, apiKeys.acme, { path: { keyId: id }, body: {} })),
  // Not its own first key: that one is what it calls with.
  keyId
    .filter((id) => id !== keyIds[0])
    .map((id) => () => call(steps.administer, apiKeys.acme, { method: 'DELETE', path: { keyId: id } })),
);

test('5,000 tries of a tenant to get at what is another’s find and change nothing', async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(attempt, async (run) => {
      const answered = await run();
      if (!(answered instanceof ProblemError)) statuses.add(answered.status);
      const shown = answered instanceof ProblemError ? answered.toProblem() : answered.body;
      const seen = JSON.stringify(shown ?? '');
      expect(seen).not.toMatch(/only globex knows|key of globex|"tenant":"globex"/);
      expect(owned('globex')).toBe(before);
    }),
    { numRuns: 5_000 },
  );
  // It could do what is its own to do: the tries were not all refused at the door.
  expect(statuses).toEqual(new Set([200, 201, 202, 204]));
});
