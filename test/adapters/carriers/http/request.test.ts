import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describedRequest, valuesOf } from '../../../../adapters/carriers/http/request.ts';
import { HttpCarrierSettings } from '../../../../core/http-carrier/settings.ts';
import { apiSecret, describedApi } from '../../../support/http-carrier.ts';
import { submitRequest } from '../../../support/submit-request.ts';
import { anyText } from '../../../support/texts.ts';

const secret = new Map(Object.entries(apiSecret));
const render = (
  settings: HttpCarrierSettings,
  request = submitRequest(),
  secrets: ReadonlyMap<string, string> = secret,
) => {
  const values = valuesOf(request, request.sender ?? '', settings, 'https://sms.example.com');
  return describedRequest(settings, values, secrets);
};

test('makes the request that the settings describe', () => {
  const request = submitRequest({ text: 'Grüße "€"', encoding: 'gsm7' });
  const api = describedApi('https://api.example.com', { encodings: { gsm7: 'text', ucs2: 'unicode' } });
  const { body, ...rest } = render(api, request);
  expect(rest).toEqual({
    method: 'POST',
    url: 'https://api.example.com/v1/messages',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: 'Bearer api-token',
      'idempotency-key': request.attemptId,
    },
  });
  expect(JSON.parse(String(body))).toEqual({
    destination: '447700900500',
    source: '+447700900100',
    content: { text: 'Grüße "€"', coding: 'text' },
    ttl: 600,
    callback: `https://sms.example.com/v1/webhooks/http/${request.attemptId}`,
    flash: false,
  });
});

test('keeps the validity within what the API takes', () => {
  const api = describedApi('https://api.example.com', { validity: { least: 60, most: 3600 } });
  const ttl = (validitySeconds: number) =>
    JSON.parse(String(render(api, submitRequest({ validitySeconds })).body)).ttl;
  expect([1, 600, 86_400].map(ttl)).toEqual([60, 600, 3600]);
});

test('lets the settings name another content type', () => {
  const api = describedApi('https://api.example.com', {
    headers: { 'Content-Type': 'application/vnd.api+json' },
  });
  expect(render(api).headers).toMatchObject({ 'content-type': 'application/vnd.api+json' });
});

/** Texts that try to leave their field: quotes, escapes, separators, placeholders and replacement patterns. */
const hostile = fc.oneof(
  anyText,
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '\\',
        '",',
        '}',
        '{',
        '{{secret.token}}',
        '{{text}}',
        '$&',
        '$1',
        '&',
        '=',
        '%',
        '+',
      ),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join('')),
);

const strangers = fc.record({ text: hostile, sender: hostile, token: hostile });
const wellFormed = (value: string): string => value.toWellFormed();

test('never lets a value leave its field of a JSON body', () => {
  const api = HttpCarrierSettings.parse({
    url: 'https://api.example.com/x',
    secretArn: 'arn',
    body: {
      format: 'json',
      template: {
        key: 'k={{secret.token}}',
        list: [{ to: '{{recipient}}', text: '<{{text}}|{{sender}}>', fixed: 1 }],
      },
    },
    answer: { id: '/id' },
  });
  fc.assert(
    fc.property(strangers, ({ text, sender, token }) => {
      const request = submitRequest({ text, sender });
      const { body } = render(api, request, new Map([['token', token]]));
      expect(JSON.parse(String(body))).toEqual({
        key: `k=${token}`,
        list: [{ to: request.recipient, text: `<${text}|${sender}>`, fixed: 1 }],
      });
    }),
    { numRuns: 1000 },
  );
});

test('never lets a value leave its field of a form', () => {
  const api = HttpCarrierSettings.parse({
    url: 'https://api.example.com/x',
    secretArn: 'arn',
    body: {
      format: 'form',
      fields: {
        key: '{{secret.token}}',
        to: '{{recipient}}',
        text: '{{text}}',
        from: '{{sender}} Ltd',
        more: 'a&b=c',
      },
    },
    answer: { id: '/id' },
  });
  fc.assert(
    fc.property(strangers, ({ text, sender, token }) => {
      const request = submitRequest({ text, sender });
      const { body } = render(api, request, new Map([['token', token]]));
      expect([...new URLSearchParams(String(body))]).toEqual([
        ['key', wellFormed(token)],
        ['to', request.recipient],
        ['text', wellFormed(text)],
        ['from', wellFormed(`${sender} Ltd`)],
        ['more', 'a&b=c'],
      ]);
    }),
    { numRuns: 1000 },
  );
});

test('never lets a value leave its place in the URL', () => {
  const api = HttpCarrierSettings.parse({
    url: 'https://api.example.com/{{secret.token}}/x?text={{text}}&to={{recipient}}&fixed=1',
    secretArn: 'arn',
    body: { format: 'form', fields: {} },
    answer: { id: '/id' },
  });
  fc.assert(
    fc.property(strangers, ({ text, token }) => {
      fc.pre(!/^\.{0,2}$/.test(token));
      const request = submitRequest({ text });
      const url = new URL(render(api, request, new Map([['token', token]])).url);
      expect(url.host).toBe('api.example.com');
      expect(url.hash).toBe('');
      expect(url.pathname.split('/').map(decodeURIComponent)).toEqual(['', wellFormed(token), 'x']);
      expect([...url.searchParams]).toEqual([
        ['text', wellFormed(text)],
        ['to', request.recipient],
        ['fixed', '1'],
      ]);
    }),
    { numRuns: 1000 },
  );
});

test('refuses a secret that is not there, or that no header can hold', () => {
  const api = describedApi('https://api.example.com');
  for (const secrets of [new Map(), new Map([['token', 'a\r\nx: y']]), new Map([['token', 'é']])]) {
    expect(() => render(api, submitRequest(), secrets)).toThrow(/secret/);
  }
});
