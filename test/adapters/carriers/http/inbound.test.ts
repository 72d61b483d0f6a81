import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openWebhook } from '../../../../adapters/carriers/http/webhook.ts';
import { carrierDeps, fakeSecrets } from '../../../support/carrier-deps.ts';
import { apiSecret, describedApi } from '../../../support/http-carrier.ts';

const places = { id: '/id', from: '/from', to: '/to', text: '/text' };
const hello = { id: 'in.1:7', from: '447700900001', to: '+447700900999', text: 'hello' };
const read = {
  carrier: 'http',
  carrierMessageId: 'in.1:7',
  sender: '+447700900001',
  recipient: '+447700900999',
  text: 'hello',
};
const json = { 'content-type': 'application/json' };
const hmac = (body: string, key = apiSecret.webhook) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

type Call = { readonly token?: string; readonly headers?: Record<string, string> };

const receiveText = (
  body: string,
  { token = 'inbound', headers = { ...json, 'x-signature': hmac(body) } }: Call = {},
  inbound: object = places,
  more: object = {},
) =>
  openWebhook(
    describedApi('https://api.example.com', { inbound, ...more }),
    carrierDeps({ secrets: fakeSecrets(JSON.stringify({ ...apiSecret, other: 'other' })).store }),
  ).receive({
    method: 'POST',
    url: `https://sms.example.com/v1/webhooks/http/${token}`,
    headers,
    body: Buffer.from(body),
    token,
    receivedAt: new Date('2026-11-22T10:16:00Z'),
  });
const receive = (value: unknown, call?: Call, inbound?: object, more?: object) =>
  receiveText(JSON.stringify(value), call, inbound, more);

describe('told by the URL', () => {
  test('what is posted to …/inbound is an incoming text, as JSON and as a form', async () => {
    const form = new URLSearchParams(hello).toString();
    const headers = {
      'content-type': 'Application/x-www-form-urlencoded; charset=utf-8',
      'x-signature': hmac(form),
    };
    expect(await receive(hello)).toEqual({ kind: 'inbound', messages: [read] });
    expect(await receiveText(form, { headers })).toEqual({ kind: 'inbound', messages: [read] });
  });

  test('what is posted elsewhere is a receipt', async () => {
    const receipt = { message: { id: 'm1', status: 'SENT' } };
    expect(await receive(receipt, { token: 'receipts' })).toMatchObject({ kind: 'receipts' });
    expect(await receive(hello, { token: 'receipts' })).toMatchObject({ kind: 'unreadable' });
  });
});

describe('told by the body', () => {
  const when = { at: '/type', is: ['mo', 'inbound'] };
  const settings = { ...places, when };

  test('the word counts, whatever the URL', async () => {
    const text = { ...hello, type: 'mo' };
    for (const token of ['inbound', 'receipts', `att_${'a'.repeat(32)}_1`]) {
      expect(await receive(text, { token }, settings)).toEqual({ kind: 'inbound', messages: [read] });
    }
    const receipt = { type: 'status', message: { id: 'm1', status: 'SENT' } };
    expect(await receive(receipt, {}, settings)).toMatchObject({ kind: 'receipts' });
  });

  const { receipts } = describedApi('https://api.example.com');
  const listed = { receipts: { ...receipts, each: '/events', id: '/id', status: '/status' } };

  test('one list may hold both, and all of it or nothing is taken', async () => {
    const events = [
      { type: 'mo', ...hello },
      { type: 'status', id: 'm1', status: 'DELIVRD' },
      { type: 'mo', ...hello, id: 'in-2', text: 'STOP' },
    ];
    expect(await receive({ events }, {}, { ...settings, each: '/events' }, listed)).toMatchObject({
      kind: 'both',
      messages: [read, { carrierMessageId: 'in-2', text: 'STOP' }],
      receipts: [{ carrierMessageId: 'm1', status: 'delivered' }],
    });
    for (const wrong of [
      { type: 'mo', ...hello, from: null },
      { type: 'status', id: 'm1' },
    ]) {
      const call = { events: [...events, wrong] };
      const verdict = await receive(call, {}, { ...settings, each: '/events' }, listed);
      expect(verdict).toMatchObject({ kind: 'unreadable' });
    }
  });

  test('two lists may hold one each', async () => {
    const body = { texts: [{ type: 'mo', ...hello }], events: [{ id: 'm1', status: 'SENT' }] };
    const inbound = { ...settings, each: '/texts' };
    expect(await receive(body, {}, inbound, listed)).toMatchObject({ kind: 'both', messages: [read] });
    expect(await receive({ texts: body.texts }, {}, inbound, listed)).toMatchObject({ kind: 'inbound' });
    expect(await receive({ events: body.events }, {}, inbound, listed)).toMatchObject({ kind: 'receipts' });
    expect(await receive({}, {}, inbound, listed)).toMatchObject({ kind: 'unreadable' });
  });
});

test('keeps the keyword and the time that the API names', async () => {
  const settings = { ...places, keyword: '/keyword', time: '/at' };
  const named = { ...hello, text: '', keyword: 'STOP', at: 1_795_342_500 };
  expect(await receive(named, {}, settings)).toMatchObject({
    messages: [{ text: '', keyword: 'STOP', sentAt: '2026-11-22T10:15:00.000Z' }],
  });
  expect(await receive({ ...hello, at: 'soon' }, {}, settings)).toEqual({
    kind: 'inbound',
    messages: [read],
  });
});

test('takes a text without words, as of a picture', async () => {
  const { text: _, ...picture } = hello;
  for (const sent of [picture, { ...picture, text: null }, { ...picture, text: '' }]) {
    expect(await receive(sent)).toMatchObject({ messages: [{ text: '' }] });
  }
});

test.each([
  [{ id: undefined }, 'id'],
  [{ id: 'a b' }, 'id'],
  [{ id: 'a'.repeat(201) }, 'id'],
  [{ id: { $: 1 } }, 'id'],
  [{ from: '' }, 'from'],
  [{ from: ['447700900001'] }, 'from'],
  [{ to: null }, 'to'],
  [{ to: '9'.repeat(51) }, 'to'],
  [{ text: { body: 'hello' } }, 'text'],
  [{ text: 'a'.repeat(10_001) }, 'text'],
])('refuses %j by the name of the setting, and quotes nothing', async (change, setting) => {
  const verdict = await receive({ ...hello, ...change });
  expect(verdict).toEqual({
    kind: 'unreadable',
    reason: `an incoming text whose ${setting} is missing, or is none, where the settings say`,
  });
});

test.each(['', 'null', '7', '"x"', '[]', '{', '{"id":', '\uFEFF{}', '[[[[]]]]', '{"__proto__":{"id":"x"}}'])(
  'calls the body %j unreadable, and throws nothing',
  async (body) => {
    for (const token of ['inbound', 'receipts', '__proto__']) {
      for (const inbound of [places, { ...places, when: { at: '', is: ['x'] } }, { ...places, each: '/0' }]) {
        expect((await receiveText(body, { token }, inbound)).kind).toBe('unreadable');
      }
    }
  },
);

describe('signed by a secret of its own', () => {
  const own = { kind: 'token', header: 'x-mo', secretKey: 'other' };
  const receipt = { message: { id: 'm1', status: 'SENT' } };

  test('is read only as what that one is for', async () => {
    const inbound = { ...places, signature: own };
    expect((await receive(hello, { headers: { ...json, 'x-mo': 'other' } }, inbound)).kind).toBe('inbound');
    const asReceipt = { token: 'receipts', headers: { ...json, 'x-mo': 'other' } };
    expect((await receive(receipt, asReceipt, inbound)).kind).toBe('unreadable');
    expect((await receive(receipt, { token: 'receipts' }, inbound)).kind).toBe('receipts');
    // Signed like a receipt
    expect((await receive(hello, {}, inbound)).kind).toBe('unreadable');
    expect((await receive(hello, { headers: { ...json, 'x-mo': 'wrong' } }, inbound)).kind).toBe('forged');
  });

  test('needs no receipts', async () => {
    const alone = {
      receipts: undefined,
      body: { format: 'json', template: ['{{recipient}}', '{{text}}'] },
    };
    const inbound = { ...places, signature: own };
    const headers = { ...json, 'x-mo': 'other' };
    expect((await receive(hello, { headers }, inbound, alone)).kind).toBe('inbound');
    expect((await receive(receipt, { headers, token: 'receipts' }, inbound, alone)).kind).toBe('unreadable');
    expect((await receive(hello, {}, inbound, alone)).kind).toBe('forged');
  });
});

test('refuses an incoming text that is not signed, or signed by another', async () => {
  expect(await receive(hello, { headers: json })).toEqual({ kind: 'forged' });
  const headers = { ...json, 'x-signature': hmac(JSON.stringify(hello), 'another') };
  expect(await receive(hello, { headers })).toEqual({ kind: 'forged' });
});
