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
const inbound = { id: '/id', from: '/from', to: '/to', text: '/text' };
const lookup = { url: 'https://api.example.com/messages/{{attemptId}}', id: '/id', status: '/status' };
const referring = {
  secretArn,
  receipts,
  body: { format: 'json', template: ['{{recipient}}', '{{text}}', '{{attemptId}}'] },
};

test('takes a look-up that waits a quarter of an hour, unless it is told to wait less', () => {
  const settings = HttpCarrierSettings.parse({ ...least, ...referring, lookup });
  expect(settings.lookup).toMatchObject({ method: 'GET', headers: {}, absent: [], settleSeconds: 900 });
});

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
  [
    'incoming texts that nobody signs',
    { secretArn, inbound },
    'inbound.signature: needed, because there are no receipts that are signed alike',
  ],
  [
    'incoming texts without a secret',
    { inbound: { ...inbound, signature: receipts.signature } },
    'secretArn: needed for {{secret.NAME}} and for the signature of receipts and incoming texts',
  ],
  [
    'incoming texts that no value tells from receipts',
    { secretArn, receipts, inbound: { ...inbound, when: { at: '/type', is: [] } } },
    'inbound.when.is: name at least one value',
  ],
  [
    'incoming texts of no sender',
    { secretArn, receipts, inbound: { ...inbound, from: 'from' } },
    'inbound.from: not a JSON Pointer such as /messages/0/id, or an empty text for the whole',
  ],
  [
    'a look-up of what the API cannot know',
    { secretArn, receipts, lookup },
    'lookup: no template of the submit names {{attemptId}}, by which the API would know the text',
  ],
  [
    'a look-up of anybody',
    { ...referring, lookup: { ...lookup, url: 'https://api.example.com/messages' } },
    'lookup: ask for {{attemptId}}, or say by `attemptId` where the answer has it',
  ],
  [
    'a look-up that sends',
    { ...referring, lookup: { ...lookup, url: 'https://api.example.com/?a={{attemptId}}&t={{text}}' } },
    'lookup.url: {{text}} is no placeholder here: use {{attemptId}}, {{recipient}}, {{recipientDigits}}, {{sender}}, {{submittedAfter}}, {{submittedBefore}} or {{secret.NAME}}',
  ],
  [
    'a look-up without TLS',
    { ...referring, lookup: { ...lookup, url: 'http://api.example.com/{{attemptId}}' } },
    'lookup.url: use https, because texts and secrets go there; http is for the loopback only',
  ],
  [
    'a look-up whose words mean nothing',
    { ...referring, receipts: undefined, lookup },
    'lookup.statuses: needed, because there are no receipts that say what each status means',
  ],
  [
    'a look-up by a secret that is not there',
    {
      ...referring,
      secretArn: undefined,
      receipts: undefined,
      lookup: { ...lookup, statuses: { done: 'delivered' }, headers: { 'x-key': '{{secret.key}}' } },
    },
    'secretArn: needed for {{secret.NAME}} and for the signature of receipts and incoming texts',
  ],
  [
    'a body that is not sent',
    { ...referring, lookup: { ...lookup, body: { format: 'form', fields: {} } } },
    'lookup.body: a GET has none: say "method": "POST", or use the query',
  ],
  [
    'pages of no list',
    { ...referring, lookup: { ...lookup, next: '/next' } },
    'lookup.next: only a list has pages: say by `each` where it is',
  ],
  [
    'pages by POST',
    { ...referring, lookup: { ...lookup, method: 'POST', each: '/list', next: '/next' } },
    'lookup.next: pages are followed by GET only',
  ],
  ...[401, 403, 408, 429, 500, 302, 204].map((httpStatus): [string, object, string] => [
    `a ${httpStatus} that says "not there"`,
    { ...referring, lookup: { ...lookup, absent: [{ httpStatus }] } },
    'lookup.absent.0.httpStatus: only 200 and 4xx can say that a text is not there, and not 401, 403, 407, 408, 429',
  ]),
  [
    'a bare 200 that says "not there"',
    { ...referring, lookup: { ...lookup, absent: [{ httpStatus: 200 }] } },
    'lookup.absent.0: a 200 by itself does not say that a text is not there: say by `at` and `is` what in it does',
  ],
  [
    'half a place',
    { ...referring, lookup: { ...lookup, absent: [{ httpStatus: 404, at: '/code' }] } },
    'lookup.absent.0: `at` and `is` belong together: give both or neither',
  ],
  ['an unknown setting', { retries: 3 }, ': Unrecognized key: "retries"'],
])('refuses %s, and says what to do', (_what, settings, issue) => {
  expect(issuesOf(settings)).toContain(issue);
});
