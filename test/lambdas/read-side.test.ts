import { describe, expect, test } from 'vitest';
import { claim } from '../../core/lifecycle.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import { refuseClaim } from '../../core/refuse-claim.ts';
import { answerUnrouted } from '../../lambdas/answer-unrouted/answer-unrouted.ts';
import { createGetMessage } from '../../lambdas/get-message/get-message.ts';
import { createCheckHealth } from '../../lambdas/health/check-health.ts';
import { aMessage, messageId } from '../support/builders.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';

describe('a message', () => {
  const stores = async () => {
    const messages = new FakeMessageStore();
    const statuses = new FakeStatusStore();
    await messages.add(aMessage());
    return { messages, statuses, getMessage: createGetMessage({ messages, statuses }) };
  };

  test('that no sender has touched yet is accepted', async () => {
    const { getMessage } = await stores();
    expect(await getMessage('acme', messageId)).toMatchObject({
      status: 'accepted',
      body: 'Your parcel is here.',
    });
  });

  test('says by which rule, in which encoding and past which gates it went', async () => {
    const { getMessage, messages, statuses } = await stores();
    messages.rows.set(
      messageId,
      aMessage({ body: 'It’s here', encoding: 'ucs2', sendAt: '2026-11-01T13:00:00.000Z' }),
    );
    const waiting = await getMessage('acme', messageId);
    expect(waiting).toMatchObject({
      status: 'scheduled',
      explanation: {
        rule: 'default',
        encoding: {
          reason: 'needs_ucs2',
          forcingCharacters: [{ position: 2, codePoint: 'U+2019', character: '’', replacement: "'" }],
        },
        gates: [
          { gate: 'cancel', outcome: 'waiting' },
          { gate: 'sendAt', outcome: 'waiting' },
          { gate: 'validity', outcome: 'waiting' },
          { gate: 'optOut', outcome: 'waiting' },
        ],
      },
    });
    const claimed = claim(acceptedState(aMessage()), 'twilio', new Date('2026-11-01T13:00:01.000Z'));
    await statuses.save(
      refuseClaim(
        claimed,
        1,
        { status: 'expired', failureCode: 'validity_passed' },
        new Date('2026-11-03T13:00:00.000Z'),
      ),
      undefined,
    );
    expect((await getMessage('acme', messageId)).explanation?.gates).toEqual([
      { gate: 'cancel', outcome: 'passed', at: '2026-11-01T13:00:01.000Z' },
      { gate: 'sendAt', outcome: 'passed', at: '2026-11-01T13:00:01.000Z' },
      { gate: 'validity', outcome: 'stopped', at: '2026-11-03T13:00:00.000Z' },
      { gate: 'optOut', outcome: 'waiting' },
    ]);
  });

  test('that failed says why', async () => {
    const { getMessage, statuses } = await stores();
    const failed = acceptedState(aMessage());
    const entry = { status: 'failed', at: '2026-11-01T12:00:01.000Z', failureCode: 'landline' } as const;
    await statuses.save({ ...failed, status: 'failed', timeline: [...failed.timeline, entry] }, undefined);
    expect(await getMessage('acme', messageId)).toMatchObject({
      error: { code: 'landline', detail: 'The number is a landline.' },
    });
  });

  test.each([
    ['of another tenant', 'globex', messageId],
    ['that never was', 'acme', `msg_${'ff'.repeat(16)}`],
    ['with an id that is none', 'acme', '../../etc/passwd'],
    ['without an id', 'acme', undefined],
  ])('%s is not found', async (_what, tenant, id) => {
    const { getMessage } = await stores();
    await expect(getMessage(tenant, id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('health', () => {
  const works = async () => {};
  const fails = async () => {
    throw new Error('down');
  };

  test('is ok while everything answers', async () => {
    expect(await createCheckHealth('1.2.3', { table: works })()).toEqual({
      status: 200,
      body: { status: 'ok', version: '1.2.3', dependencies: { table: 'ok' } },
    });
  });

  test('names what does not answer', async () => {
    expect(await createCheckHealth('1.2.3', { table: works, queue: fails })()).toMatchObject({
      status: 503,
      body: { status: 'failing', dependencies: { table: 'ok', queue: 'failing' } },
    });
  });
});

test.each([
  ['DELETE', '/v1/messages', 'method_not_allowed', { allow: 'POST, GET' }],
  ['PUT', '/v1/messages/msg_1', 'method_not_allowed', { allow: 'GET' }],
  ['PUT', '/v1/webhooks/twilio/token', 'method_not_allowed', { allow: 'POST, GET' }],
  ['GET', '/v1/nothing', 'not_found', {}],
  ['GET', '/', 'not_found', {}],
  ['GET', '/v1/messages/', 'not_found', {}],
])('says of %s %s that it is %s', (method, path, code, headers) => {
  expect(() => answerUnrouted({ method, path, headers: {} })).toThrow(
    expect.objectContaining({ code, headers }),
  );
});

test('lets a browser ask before its request, but only for a path that there is', () => {
  const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } };
  expect(answerUnrouted({ ...preflight, path: '/v1/messages' })).toEqual({ status: 204 });
  expect(() => answerUnrouted({ ...preflight, path: '/v1/nothing' })).toThrow('nothing at this path');
  expect(() => answerUnrouted({ ...preflight, path: '/v1/messages', headers: {} })).toThrow('only POST');
});
