import { expect, test } from 'vitest';
import { openCarrier } from '../../../../adapters/carriers/http/submitter.ts';
import type { HttpRequest, HttpResult } from '../../../../adapters/http/http-client.ts';
import type { LookupAnswer } from '../../../../core/carrier.ts';
import { carrierDeps, fakeSecrets } from '../../../support/carrier-deps.ts';
import { apiSecret, describedApi } from '../../../support/http-carrier.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const answered = (status: number, body: unknown): HttpResult => ({
  kind: 'answered',
  status,
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

const { attemptId, recipient, text } = submitRequest();
const submittedAt = new Date('2026-11-22T10:15:00Z');

const ask = async (lookup: object, result: HttpResult, secret: object = apiSecret) => {
  const requests: HttpRequest[] = [];
  const http = {
    send: async (request: HttpRequest) => {
      requests.push(request);
      return result;
    },
    close: () => {},
  };
  const { store } = fakeSecrets(JSON.stringify(secret));
  const settings = describedApi('https://api.example.com', { sender: 'Shop', lookup });
  const carrier = openCarrier(settings, carrierDeps({ http, secrets: store }));
  const answer = await carrier.lookup?.({ attemptId, recipient, text, submittedAt, deadlineMs: 500 });
  return { answer, requests };
};

const byReference = {
  url: 'https://api.example.com/v1/messages/{{attemptId}}',
  id: '/id',
  status: '/status',
  code: '/reason',
};
const listed = { ...byReference, each: '/messages', attemptId: '/reference' };

const absent: LookupAnswer = { kind: 'found', receipts: [] };
const unclear: LookupAnswer = { kind: 'unclear' };

test('asks by GET about the attempt, in the time around its submit', async () => {
  const url =
    'https://api.example.com/v1/messages?ref={{attemptId}}&to={{recipientDigits}}&s={{sender}}&a={{submittedAfter}}&b={{submittedBefore}}';
  const headers = { authorization: 'Bearer {{secret.token}}' };
  const { requests } = await ask({ ...byReference, url, headers }, answered(200, {}));
  const after = encodeURIComponent('2026-11-22T10:10:00.000Z');
  const before = encodeURIComponent('2026-11-22T10:20:00.000Z');
  expect(requests).toEqual([
    {
      method: 'GET',
      url: `https://api.example.com/v1/messages?ref=${attemptId}&to=${recipient.slice(1)}&s=Shop&a=${after}&b=${before}`,
      headers: { accept: 'application/json', authorization: 'Bearer api-token' },
      deadlineMs: expect.any(Number),
    },
  ]);
});

test('asks by POST where the API wants it so', async () => {
  const body = { format: 'json', template: { refs: ['{{attemptId}}'] } };
  const { requests } = await ask({ ...byReference, method: 'POST', body }, answered(200, {}));
  expect(requests).toMatchObject([
    {
      method: 'POST',
      body: JSON.stringify({ refs: [attemptId] }),
      headers: { 'content-type': 'application/json' },
    },
  ]);
});

test('takes what the API has for receipts of the attempt, by the words of the receipts or its own', async () => {
  const undelivered = { id: 'm1', status: 'UNDELIV', reason: 'ABSENT' };
  expect((await ask(byReference, answered(200, undelivered))).answer).toMatchObject({
    kind: 'found',
    receipts: [
      {
        carrier: 'http',
        carrierMessageId: 'm1',
        attemptId,
        status: 'undelivered',
        failureCode: 'unreachable_handset',
      },
    ],
  });
  const own = { ...byReference, statuses: { done: 'delivered' }, codes: {} };
  expect((await ask(own, answered(200, { id: 'm1', status: 'done' }))).answer).toMatchObject({
    receipts: [{ status: 'delivered', evidence: 'handset' }],
  });
});

const entry = (id: string, reference?: unknown) => ({ id, status: 'SENT', reference });
const other = `att_${'b'.repeat(32)}_1`;

test.each<[string, object, HttpResult, 'taken' | LookupAnswer]>([
  ['an empty list', listed, answered(200, { messages: [] }), absent],
  ['no list', listed, answered(200, {}), unclear],
  ['a list of other attempts', listed, answered(200, { messages: [entry('m2', other)] }), absent],
  [
    'our attempt among others',
    listed,
    answered(200, { messages: [entry('m2', other), entry('m1', attemptId)] }),
    'taken',
  ],
  ['an entry that names no attempt', listed, answered(200, { messages: [entry('m2')] }), unclear],
  [
    'an entry without an id',
    listed,
    answered(200, { messages: [{ reference: attemptId, status: 'SENT' }] }),
    unclear,
  ],
  ['a text by itself', byReference, answered(200, entry('m1')), 'taken'],
  ['a text without a status', byReference, answered(200, { id: 'm1' }), unclear],
  [
    'two texts where no place says whose they are',
    { ...byReference, each: '/messages' },
    answered(200, { messages: [entry('m1'), entry('m2')] }),
    unclear,
  ],
  ['a 404 of which nothing is said', byReference, answered(404, {}), unclear],
  [
    'a 404 that says it',
    { ...byReference, absent: [{ httpStatus: 404 }] },
    answered(404, { code: 1 }),
    absent,
  ],
  ['an empty 404 that says it', { ...byReference, absent: [{ httpStatus: 404 }] }, answered(404, ''), absent],
  [
    'a 404 of a proxy',
    { ...byReference, absent: [{ httpStatus: 404 }] },
    answered(404, '<html>no</html>'),
    unclear,
  ],
  ['a 500 beside it', { ...byReference, absent: [{ httpStatus: 404 }] }, answered(500, {}), unclear],
  [
    'a 200 that says it inside',
    { ...byReference, absent: [{ httpStatus: 200, at: '/code', is: ['NONE'] }] },
    answered(200, { code: 'NONE' }),
    absent,
  ],
  [
    'another word there',
    { ...byReference, absent: [{ httpStatus: 404, at: '/code', is: ['NONE'] }] },
    answered(404, { code: 'NO_ROUTE' }),
    unclear,
  ],
  [
    'a link that leads nowhere',
    { ...listed, next: '/next' },
    answered(200, { messages: [], next: 'more' }),
    unclear,
  ],
  ['a link that is none', { ...listed, next: '/next' }, answered(200, { messages: [], next: 7 }), unclear],
])('learns the right thing from %s', async (_what, lookup, result, expected) => {
  const { answer } = await ask(lookup, result);
  if (expected !== 'taken') return expect(answer).toEqual(expected);
  expect(answer).toMatchObject({ kind: 'found', receipts: [{ carrierMessageId: 'm1', attemptId }] });
});

test('asks nobody when the secret lacks a value', async () => {
  const headers = { authorization: 'Bearer {{secret.token}}' };
  for (const secret of [{}, { token: 'a\nb' }]) {
    const { answer, requests } = await ask({ ...byReference, headers }, answered(200, {}), secret);
    expect(answer).toEqual(unclear);
    expect(requests).toEqual([]);
  }
});
