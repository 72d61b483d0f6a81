import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { accountSidOf } from '../../adapters/twilio-api/account.ts';
import { acceptedState, isErased } from '../../core/outbound-message.ts';
import { messageIdOf, messageSidOf } from '../../core/twilio-api/sids.ts';
import { aMessage, messageId } from '../support/builders.ts';
import { accountSid, createTwilioApi, type TwilioApi, type TwilioCall } from '../support/twilio-api.ts';

const base = `Accounts/${accountSid}/Messages`;

let api: TwilioApi;
beforeEach(() => {
  api = createTwilioApi();
});

const call = (method: string, path: string, given?: TwilioCall) => api.call(method, path, given);

const text = { To: '+447700900001', From: 'ACME', Body: 'Your code is 482913.' };
const create = (form: Record<string, string>) => call('POST', `${base}.json`, { form });

describe('a text in the form of Twilio', () => {
  test('is accepted like every other: stored, and queued in its lane', async () => {
    const { status, body } = await create({ ...text, MessageIntent: 'otp', ValidityPeriod: '60' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ account_sid: accountSid, status: 'queued', num_segments: '1', price: null });
    const [stored] = [...api.messages.rows.values()];
    expect(stored).toMatchObject({
      lane: 'otp',
      sender: 'ACME',
      recipient: '+447700900001',
      twilio: { accountSid },
      createdAt: '2026-11-01T12:00:00.000Z',
      expiresAt: '2026-11-01T12:01:00.000Z',
    });
    expect(body).toMatchObject({ sid: messageSidOf(stored?.messageId ?? messageId) });
    expect(api.queues.otp.entries).toHaveLength(1);
  });

  test('shows times in RFC 2822 and URIs without a host', async () => {
    const { body } = await create(text);
    expect(body).toMatchObject({
      date_created: 'Sun, 01 Nov 2026 12:00:00 +0000',
      date_sent: null,
      uri: expect.stringMatching(new RegExp(`^/2010-04-01/${base}/SM[0-9a-f]{32}\\.json$`)),
    });
  });

  test('ignores parameters that it does not know', async () => {
    const more = { ForceDelivery: 'true', Attempt: '2', MaxPrice: '0.1', Nonsense: 'x', constructor: 'y' };
    expect((await create({ ...text, ...more })).status).toBe(201);
  });

  test.each([
    ['marketing', 'promotional'],
    ['otp', 'otp'],
    ['delivery', 'transactional'],
  ] as const)('of the intent %s goes into the lane %s', async (MessageIntent, lane) => {
    await create({ ...text, MessageIntent });
    expect(api.queues[lane].entries).toHaveLength(1);
  });

  test('with a callback marks its events, and only then', async () => {
    await create({ ...text, StatusCallback: 'https://example.com/x?y=1#rc=5&rp=all' });
    const [stored] = [...api.messages.rows.values()];
    expect(stored?.twilio?.statusCallback).toBe('https://example.com/x?y=1');
    expect(stored && acceptedState(stored).callback).toBe(true);
    expect(acceptedState(aMessage())).not.toHaveProperty('callback');
  });

  test.each([
    'http://127.0.0.1/',
    'http://169.254.169.254/latest',
    'https://user:pass@example.com/',
    'ftp://example.com/',
    'nonsense',
    `https://example.com/${'x'.repeat(4000)}`,
  ])('is refused with the callback %.40s', async (StatusCallback) => {
    const { status, body } = await create({ ...text, StatusCallback });
    expect([status, body]).toMatchObject([400, { code: 21609, status: 400 }]);
    expect(api.messages.rows.size).toBe(0);
  });

  test('is refused with a callback that nobody could sign', async () => {
    api.signing.possible = false;
    const { body } = await create({ ...text, StatusCallback: 'https://example.com/' });
    expect(body).toMatchObject({ code: 21609 });
  });
});

describe('test credentials', () => {
  const sid = accountSidOf('acme', 'test');
  const tried = (form: Record<string, string>) =>
    call('POST', `Accounts/${sid}/Messages.json`, { form, rights: { kind: 'test' } });
  const magic = { To: '+15005550006', From: '+15005550006', Body: 'x' };

  test.each([
    [{ From: '+15005550001' }, 21212],
    [{ From: '+15005550007' }, 21606],
    [{ From: '+15005550008' }, 21611],
    [{ From: '+447700900001' }, 21606],
    [{ To: '+15005550001' }, 21211],
    [{ To: '+15005550002' }, 21612],
    [{ To: '+15005550003' }, 21408],
    [{ To: '+15005550004' }, 21610],
    [{ To: '+15005550009' }, 21614],
  ])("are refused %j as Twilio's are, with %i", async (numbers, code) => {
    expect(await tried({ ...magic, ...numbers })).toMatchObject({ body: { code } });
    expect(api.messages.rows.size).toBe(0);
  });

  test('are taken with the sender that Twilio gives them, and reach the sandbox alone', async () => {
    for (const To of ['+15005550006', '+447700900001'])
      expect(await tried({ ...magic, To })).toMatchObject({ status: 201, body: { account_sid: sid } });
    for (const { route } of api.messages.rows.values()) expect(route.carrier).toBe('sandbox');
  });

  test('have an account of their own', async () => {
    expect(await call('GET', `${base}.json`, { rights: { kind: 'test' } })).toMatchObject({ status: 401 });
    expect(await call('GET', `Accounts/${sid}/Messages.json`)).toMatchObject({ status: 401 });
  });

  test('make no number magic for live ones', async () => {
    expect((await create({ ...text, From: '+15005550001' })).status).toBe(201);
  });
});

test('a key that is restricted says so in codes of Twilio', async () => {
  const refused = async (rights: TwilioCall['rights']) =>
    (await call('POST', `${base}.json`, { form: text, ...(rights && { rights }) })).body;
  expect(await refused({ kind: 'live', countries: ['US'] })).toMatchObject({ code: 21408, status: 403 });
  expect(await refused({ kind: 'live', senders: ['OTHER'] })).toMatchObject({ code: 21606 });
  expect(await refused({ kind: 'team', recipients: [] })).toMatchObject({ code: 21408 });
});

describe('a text for later', () => {
  const times = { SendAt: '2026-11-01T13:00:00Z', ScheduleType: 'fixed' };

  test('is scheduled, and not in a lane yet', async () => {
    const { status, body } = await create({ ...text, ...times });
    expect([status, body]).toMatchObject([201, { status: 'scheduled' }]);
    expect(api.queues.transactional.entries).toEqual([]);
  });

  test.each([
    ['in the past', { SendAt: '2026-10-01T13:00:00Z' }],
    ['too far ahead', { SendAt: '2027-11-01T13:00:00Z' }],
    ['no time', { SendAt: 'tomorrow' }],
    ['missing', { SendAt: '' }],
  ])('is refused when its time is %s', async (_what, wrong) => {
    expect(await create({ ...text, ...times, ...wrong })).toMatchObject({
      status: 400,
      body: { code: 35114 },
    });
  });
});

describe('a message of the account', () => {
  beforeEach(async () => {
    await api.messages.add(aMessage());
  });
  const path = `${base}/SM${'0a'.repeat(16)}`;

  test.each([
    ['accepted', 'queued'],
    ['sending', 'sending'],
    ['sent', 'sent'],
    ['unknown', 'sent'],
    ['delivered', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'failed'],
    ['expired', 'failed'],
    ['blocked', 'failed'],
    ['canceled', 'canceled'],
    ['scheduled', 'scheduled'],
  ] as const)('that is %s shows as %s', async (status, word) => {
    await api.statuses.save({ ...acceptedState(aMessage()), status }, undefined);
    expect(await call('GET', `${path}.json`)).toMatchObject({ status: 200, body: { status: word } });
  });

  test('says why it failed, and not that of an unknown outcome', async () => {
    const state = acceptedState(aMessage());
    const entry = { at: '2026-11-01T12:00:01.000Z', failureCode: 'landline' } as const;
    const stored = await api.statuses.save(
      { ...state, status: 'failed', timeline: [...state.timeline, { ...entry, status: 'failed' }] },
      undefined,
    );
    expect((await call('GET', `${path}.json`)).body).toMatchObject({
      error_code: 30006,
      error_message: 'The number is a landline.',
      date_updated: 'Sun, 01 Nov 2026 12:00:01 +0000',
    });
    if (stored === 'conflict') throw new Error('not saved');
    const unknown = { ...entry, status: 'unknown', failureCode: 'outcome_unknown' } as const;
    await api.statuses.save(
      { ...state, status: 'unknown', timeline: [...state.timeline, unknown] },
      stored.revision,
    );
    expect((await call('GET', `${path}.json`)).body).toMatchObject({ error_code: null, error_message: null });
  });

  test('has no media', async () => {
    expect(await call('GET', `${path}/Media.json`)).toMatchObject({
      status: 200,
      body: { media_list: [], next_page_uri: null },
    });
  });

  test.each(['confirmed', 'unconfirmed'])('takes the feedback %s', async (Outcome) => {
    expect(await call('POST', `${path}/Feedback.json`, { form: { Outcome } })).toMatchObject({
      status: 201,
      body: { outcome: Outcome, message_sid: `SM${'0a'.repeat(16)}` },
    });
  });

  const settle = (status: 'delivered' | 'sending') =>
    api.statuses.save({ ...acceptedState(aMessage()), status }, undefined);

  test('is redacted: text and numbers go, the rest stays', async () => {
    await settle('delivered');
    const redacted = { status: 200, body: { body: '', to: '', status: 'delivered', num_segments: '1' } };
    expect(await call('POST', `${path}.json`, { form: { Body: '' } })).toMatchObject(redacted);
    expect(await call('GET', `${path}.json`)).toMatchObject(redacted);
  });

  test('is canceled before its submit', async () => {
    const canceled = { status: 200, body: { status: 'canceled' } };
    expect(await call('POST', `${path}.json`, { form: { Status: 'canceled' } })).toMatchObject(canceled);
    expect(api.events.ids).toEqual(['1 sms.message.canceled']);
  });

  test('is deleted, and then there is none; what is left of it holds no content', async () => {
    await settle('delivered');
    expect(await call('DELETE', `${path}.json`)).toEqual({ status: 204 });
    for (const method of ['GET', 'DELETE', 'POST'])
      expect(await call(method, `${path}.json`, { form: { Body: '' } })).toMatchObject({ status: 404 });
    const left = api.messages.rows.get(messageId);
    expect(left && isErased(left)).toBe(true);
    expect(await call('GET', `${base}.json`)).toMatchObject({ body: { messages: [] } });
  });

  test('that is being sent is neither canceled nor redacted nor deleted', async () => {
    await settle('sending');
    const post = (form: Record<string, string>) => call('POST', `${path}.json`, { form });
    expect(await post({ Status: 'canceled' })).toMatchObject({ status: 409, body: { code: 30409 } });
    expect(await post({ Body: '' })).toMatchObject({ status: 409, body: { code: 20409 } });
    expect(await call('DELETE', `${path}.json`)).toMatchObject({ status: 409, body: { code: 20409 } });
  });

  test.each([[{ Body: 'Another text' }], [{ Status: 'sent' }], [{}], [{ Nonsense: '' }]])(
    'cannot be updated with %j',
    async (form) => {
      expect(await call('POST', `${path}.json`, { form })).toMatchObject({
        status: 400,
        body: { code: 20422 },
      });
    },
  );

  test('is not found by another tenant, nor under another account', async () => {
    const others = `Accounts/${accountSidOf('globex', 'live')}/Messages/SM${'0a'.repeat(16)}.json`;
    expect(await call('GET', others, { tenant: 'globex' })).toMatchObject({ status: 404 });
    expect(await call('GET', `${path}.json`, { tenant: 'globex' })).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
  });
});

describe('hostile input', () => {
  test.each([
    ['GET', 'Accounts', 404],
    ['GET', '', 404],
    ['GET', `${base}/SM${'0A'.repeat(16)}.json`, 404],
    ['GET', `${base}/MM${'0a'.repeat(16)}.json`, 404],
    ['GET', `${base}/../${'x'.repeat(2000)}`, 404],
    ['GET', `${base}/__proto__.json`, 404],
    ['GET', `${base}/SM${'0a'.repeat(16)}/__proto__.json`, 404],
    ['GET', `${base}/SM${'0a'.repeat(16)}/constructor`, 404],
    ['PATCH', `${base}.json`, 405],
    ['constructor', `${base}.json`, 405],
    ['PUT', `${base}/SM${'0a'.repeat(16)}.json`, 405],
    ['DELETE', `${base}/SM${'0a'.repeat(16)}/Media.json`, 405],
  ])('%s %.80s is answered with %i in the form of Twilio', async (method, path, status) => {
    const answer = await call(method, path);
    expect(answer).toMatchObject({
      status,
      body: { status, code: expect.any(Number), message: expect.any(String), more_info: expect.any(String) },
    });
  });

  test('as a form is refused as Twilio would, or accepted, but never fails', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '+447700900001',
        'ACME',
        '__proto__',
        '{}',
        '\u0000',
        '+15005550001',
        '-1',
        '1e9',
        'true',
      ),
    );
    const names = ['To', 'From', 'Body', 'MessagingServiceSid', 'StatusCallback', 'ValidityPeriod', 'SendAt'];
    const form = fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor'), value);
    await fc.assert(
      fc.asyncProperty(form, async (fields) => {
        const { status, body } = await create({ ...text, ...fields });
        expect(status).toBeLessThan(500);
        expect(body).toMatchObject(status === 201 ? { sid: expect.any(String) } : { status });
      }),
      { numRuns: 100 },
    );
  });

  test('as a body that is no form, or too large a one, is refused', async () => {
    expect(await call('POST', `${base}.json`, { form: `Body=${'x'.repeat(70_000)}` })).toMatchObject({
      status: 413,
    });
    for (const contentType of ['application/json', '', 'multipart/form-data; boundary=x'])
      expect(await call('POST', `${base}.json`, { form: text, contentType })).toMatchObject({ status: 415 });
  });
});

test('SIDs and message ids lead to each other, and nothing else leads to a message', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), (hex) => {
      expect(messageIdOf(messageSidOf(`msg_${hex}`))).toBe(`msg_${hex}`);
      expect(messageIdOf(`MM${hex}`)).toBeUndefined();
      expect(messageIdOf(`SM${hex}0`)).toBeUndefined();
    }),
  );
});
