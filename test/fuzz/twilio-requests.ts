import fc from 'fast-check';
import type { FuzzedRequest } from './api-requests.ts';
import type { FuzzedDeployment } from './deployment.ts';
import { harmfulText } from './json-values.ts';
import { bodyOf, contentTypes, headerText, moreHeaders } from './wire.ts';

const fields: Readonly<Record<string, readonly string[]>> = {
  To: ['+447700900001', '+15005550006', '+1', 'nobody'],
  From: ['+15005550006', 'ACME'],
  Body: ['Your code is 482913.', 'Привет', ''],
  MessagingServiceSid: [`MG${'a'.repeat(32)}`, 'MG'],
  StatusCallback: [
    'https://example.com/status',
    'http://127.0.0.1/',
    'ftp://x',
    'https://user:pw@example.com',
  ],
  ValidityPeriod: ['60', '-1', '1e3'],
  SendAt: ['2099-01-01T00:00:00Z', 'tomorrow'],
  ScheduleType: ['fixed', 'x'],
  Status: ['canceled', 'x'],
  MediaUrl: ['https://example.com/a.png'],
  Outcome: ['confirmed', 'x'],
  PageSize: ['50', '5000', '-1', 'x'],
  PageToken: ['x', ''],
  'DateSent>': ['2026-11-01', 'x'],
};

const pairs = fc
  .array(
    fc
      .constantFrom(...Object.keys(fields), '__proto__', 'constructor', 'Unknown')
      .chain((name) =>
        fc
          .oneof(
            fc.constantFrom(...((Object.hasOwn(fields, name) ? fields[name] : undefined) ?? ['x'])),
            harmfulText,
          )
          .map((value): [string, string] => [name, value.toWellFormed()]),
      ),
    { maxLength: 7 },
  )
  .map((all) => new URLSearchParams(all).toString());

const texts = fc
  .tuple(fc.constantFrom('+447700900001', '+919876543210'), fc.constantFrom('Hello', '😀'.repeat(50)), pairs)
  .map(([To, Body, more]) => `${new URLSearchParams({ To, Body, From: '+15005550006' })}&${more}`);

/** Requests in Twilio's form. */
export const twilioRequests = ({ twilio, known }: FuzzedDeployment): fc.Arbitrary<FuzzedRequest> => {
  const { accountSid, authToken } = twilio;
  const sids = known.messageIds.map((messageId) => messageId.replace('msg_', 'SM'));
  const list = `Accounts/${accountSid}/Messages.json`;
  const paths = fc.oneof(
    { weight: 3, arbitrary: fc.constant(list) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...sids), fc.constantFrom('.json', '', '/Media.json', '/Feedback.json', '/x'))
        .map(([sid, rest]) => `Accounts/${accountSid}/Messages/${sid}${rest}`),
    },
    {
      weight: 1,
      arbitrary: harmfulText.map((text) => `Accounts/${accountSid}/Messages/${text.slice(0, 500)}`),
    },
    { weight: 1, arbitrary: harmfulText.map((text) => text.slice(0, 2_000)) },
  );
  const right = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return fc
    .record({
      method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'GET', 'DELETE', 'PUT', '__proto__'),
      proxy: paths,
      query: fc.oneof(fc.constant(''), pairs),
      authorization: fc.oneof(
        { weight: 12, arbitrary: fc.constant(right) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('Basic', 'Basic ====', `Basic ${btoa('__proto__:x')}`, 'Bearer x'),
        },
        { weight: 1, arbitrary: headerText },
      ),
      contentType: contentTypes('application/x-www-form-urlencoded'),
      more: moreHeaders,
      body: fc.oneof(
        { weight: 4, arbitrary: texts.map((form) => Buffer.from(form)) },
        { weight: 4, arbitrary: pairs.map((form) => Buffer.from(form)) },
        { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
        {
          weight: 1,
          arbitrary: fc.constantFrom('To=%', '&&=&', 'Body=%E0%A4', 'To').map((text) => Buffer.from(text)),
        },
      ),
    })
    .map(({ method, proxy, query, authorization, contentType, more, body }) => {
      const rawPath = `/2010-04-01/${proxy}`;
      return {
        operationId: 'twilio',
        functionName: 'twilio-messages',
        event: {
          version: '2.0',
          routeKey: 'ANY /2010-04-01/{proxy+}',
          rawPath,
          rawQueryString: query,
          headers: { ...more, 'content-type': contentType, authorization },
          pathParameters: { proxy },
          requestContext: { http: { method, path: rawPath } },
          ...bodyOf(body, /^(text\/|application\/json)/i.test(contentType)),
        },
      };
    });
};
