import { expect, test } from 'vitest';
import { functionResponse } from '../../../local/http-api/function-response.ts';

const read = (answer: unknown) => {
  const { status, headers, body } = functionResponse(answer);
  return { status, headers, body: body.toString() };
};

test.each([
  ['an object', { a: 1 }, '{"a":1}'],
  ['a string', 'hello', '"hello"'],
  ['nothing', null, 'null'],
])('takes %s without a status code for a JSON body', (_name, answer, body) => {
  expect(read(answer)).toEqual({ status: 200, headers: [['content-type', 'application/json']], body });
});

test('reads status, headers, cookies and a base64 body', () => {
  const answer = {
    statusCode: 201,
    headers: { 'Content-Type': 'text/csv', 'X-Count': 3, 'Content-Length': 99 },
    cookies: ['a=1; HttpOnly', 'b=2'],
    body: Buffer.from('a,b').toString('base64'),
    isBase64Encoded: true,
  };
  expect(read(answer)).toEqual({
    status: 201,
    headers: [
      ['content-type', 'text/csv'],
      ['x-count', '3'],
      ['set-cookie', 'a=1; HttpOnly'],
      ['set-cookie', 'b=2'],
    ],
    body: 'a,b',
  });
});

test('sends plain text when the function names no content type', () => {
  expect(read({ statusCode: 200, body: 'hi' }).headers).toEqual([
    ['content-type', 'text/plain; charset=utf-8'],
  ]);
});

test.each([
  ['a status code that is none', { statusCode: 99 }],
  ['a status code in words', { statusCode: 'OK' }],
  ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ['a header that is no text', { statusCode: 200, headers: { a: ['b'] } }],
  ['a header that would split the response', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
])('turns an answer with %s into a 500', (_name, answer) => {
  expect(read(answer)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
});
