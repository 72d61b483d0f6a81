import { expect, test } from 'vitest';
import { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';

const least = {
  url: 'https://api.example.com/messages',
  body: { format: 'json', template: { to: '{{recipient}}', text: '{{text}}' } },
  answer: { id: '/id' },
};
const receipts = {
  signature: { kind: 'token', header: 'x-token', secretKey: 'webhook' },
  id: '/id',
  status: '/status',
  statuses: { done: 'delivered' },
};
const issuesOf = (settings: object) =>
  (HttpCarrierSettings.safeParse({ ...least, ...settings }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

test('takes the least that describes an API', () => {
  expect(HttpCarrierSettings.parse(least)).toMatchObject({
    headers: {},
    encodings: { gsm7: 'gsm7', ucs2: 'ucs2' },
    validity: { least: 1, most: 259_200 },
  });
});

test('takes an API on the loopback without TLS', () => {
  for (const url of ['http://127.0.0.1:8080/sms', 'http://localhost/sms', 'http://[::1]/sms']) {
    expect(issuesOf({ url })).toEqual([]);
  }
});

const secretArn = 'arn';

test.each<[string, object, string]>([
  [
    'no TLS',
    { url: 'http://api.example.com/x' },
    'url: use https, because texts and secrets go there; http is for the loopback only',
  ],
  ['no URL', { url: 'api.example.com' }, 'url: not an https URL'],
  ['another protocol', { url: 'ftp://api.example.com' }, 'url: not an https URL'],
  [
    'a host from a secret',
    { url: 'https://{{secret.host}}/x', secretArn },
    'url: the host may hold no placeholder',
  ],
  [
    'a text in the path',
    { url: 'https://api.example.com/{{text}}?from={{sender}}' },
    'url: only the query may hold {{text}} and {{sender}}',
  ],
  [
    'credentials in the URL',
    { url: 'https://me:it@api.example.com/x' },
    'url: credentials and fragments are not sent',
  ],
  [
    'an unknown placeholder',
    { body: { format: 'form', fields: { to: '{{recipient}}', text: '{{text}} {{body}}' } } },
    'body.fields.text: {{body}} is no placeholder here: use {{recipient}}, {{recipientDigits}}, {{sender}}, {{text}}, {{attemptId}}, {{callbackUrl}}, {{validitySeconds}}, {{encoding}}, {{dltEntityId}}, {{dltTemplateId}} or {{secret.NAME}}',
  ],
  [
    'half a placeholder',
    { body: { format: 'json', template: { to: '{{recipient}}', text: '{{text}', more: '{{text}}' } } },
    'body.template: has {{ or }} that belong to no placeholder',
  ],
  [
    'a placeholder in the name of a member',
    { body: { format: 'json', template: { '{{recipient}}': '{{text}}', to: '{{recipient}}' } } },
    'body.template: placeholders are for values, not for the names of members',
  ],
  [
    'a text in a header',
    { headers: { 'x-text': '{{text}}' } },
    'headers.x-text: {{text}} is no placeholder here: use {{attemptId}}, {{callbackUrl}}, {{validitySeconds}}, {{encoding}} or {{secret.NAME}}',
  ],
  ['a line break in a header', { headers: { 'x-a': 'a\r\nb: c' } }, 'headers.x-a: not printable ASCII'],
  ['a header that is ours', { headers: { Host: 'x' } }, 'headers.Host: a header that is not yours to set'],
  [
    'no text',
    { body: { format: 'form', fields: { to: '{{recipient}}' } } },
    'body: no template names {{text}}',
  ],
  [
    'no recipient',
    { body: { format: 'form', fields: { text: '{{text}}' } } },
    'body: no template names {{recipient}} or {{recipientDigits}}',
  ],
  [
    'a secret without its ARN',
    { headers: { authorization: '{{secret.token}}' } },
    'secretArn: needed for {{secret.NAME}} and for the signature of receipts and incoming texts',
  ],
  [
    'receipts without a secret',
    { receipts },
    'secretArn: needed for {{secret.NAME}} and for the signature of receipts and incoming texts',
  ],
  [
    'a callback that nobody reads',
    { body: { format: 'json', template: ['{{recipient}}', '{{text}}', '{{callbackUrl}}'] } },
    'receipts: needed to read what is posted to {{callbackUrl}}',
  ],
  [
    'no pointer',
    { answer: { id: 'id' } },
    'answer.id: not a JSON Pointer such as /messages/0/id, or an empty text for the whole',
  ],
  [
    'codes without a place',
    { answer: { id: '/id', codes: { 0: 'accepted' } } },
    'answer.codes: codes belong to the pointer `code`: give both or neither',
  ],
  [
    'a place without codes',
    { answer: { id: '/id', code: '/code' } },
    'answer.codes: codes belong to the pointer `code`: give both or neither',
  ],
  [
    'a yes by HTTP status',
    { answer: { id: '/id', httpStatuses: { 200: 'temporary' } } },
    'answer.httpStatuses: only for HTTP statuses from 400 to 599',
  ],
  [
    'receipts that never deliver',
    { secretArn, receipts: { ...receipts, statuses: { sent: 'sent' } } },
    'receipts.statuses: no status means delivered',
  ],
  [
    'a validity that is upside down',
    { validity: { least: 9, most: 8 } },
    'validity: `least` is more than `most`',
  ],
  ['an unknown setting', { retries: 3 }, ': Unrecognized key: "retries"'],
])('refuses %s, and says what to do', (_what, settings, issue) => {
  expect(issuesOf(settings)).toContain(issue);
});
