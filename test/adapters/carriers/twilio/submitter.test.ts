import { expect, test } from 'vitest';
import { openCarrier } from '../../../../adapters/carriers/twilio/submitter.ts';
import type { HttpRequest, HttpResult } from '../../../../adapters/http/http-client.ts';
import { failureCatalogue } from '../../../../core/failures.ts';
import { carrierDeps, fakeSecrets, publicUrl } from '../../../support/carrier-deps.ts';
import { twilioAccount } from '../../../support/simulator.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const created = { sid: `SM${'1'.repeat(32)}` };
const jsonAnswer = (status: number, json: unknown): HttpResult => ({
  kind: 'answered',
  status,
  headers: {},
  body: Buffer.from(JSON.stringify(json)),
});

const setUp = ({
  sender,
  result = jsonAnswer(201, created),
}: {
  sender?: string;
  result?: HttpResult;
} = {}) => {
  const requests: HttpRequest[] = [];
  const secrets = fakeSecrets();
  const http = {
    send: async (request: HttpRequest) => {
      requests.push(request);
      return result;
    },
    close: () => {},
  };
  const settings = { secretArn: 'arn', apiUrl: 'https://api.twilio.com', ...(sender && { sender }) };
  const carrier = openCarrier(settings, carrierDeps({ http, secrets: secrets.store }));
  const form = () => Object.fromEntries(new URLSearchParams(`${requests[0]?.body}`));
  return { carrier, requests, secrets, form };
};

test('posts the form that Twilio documents, with our attempt id in the callback URL', async () => {
  const { carrier, requests, form } = setUp();
  const request = submitRequest({ text: 'Grüße & more' });
  expect(await carrier.submit(request)).toEqual({ ok: true, value: { carrierMessageId: created.sid } });
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: `https://api.twilio.com/2010-04-01/Accounts/${twilioAccount.accountSid}/Messages.json`,
    headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
  });
  expect(form()).toEqual({
    To: '+447700900500',
    From: '+447700900100',
    Body: 'Grüße & more',
    StatusCallback: `${publicUrl}/v1/webhooks/twilio/${request.attemptId}#rc=5&rp=all`,
    ValidityPeriod: '600',
  });
});

test('keeps the validity within what Twilio takes', async () => {
  for (const [validitySeconds, sent] of [
    [0.5, '1'],
    [1, '1'],
    [86_400, '36000'],
  ] as const) {
    const { carrier, form } = setUp();
    await carrier.submit(submitRequest({ validitySeconds }));
    expect(form().ValidityPeriod).toBe(sent);
  }
});

const withoutSender = () => {
  const { sender: _, ...request } = submitRequest();
  return request;
};

test('falls back to the configured sender, and names a messaging service as one', async () => {
  const service = `MG${'a'.repeat(32)}`;
  const { carrier, form } = setUp({ sender: service });
  await carrier.submit(withoutSender());
  expect(form()).toMatchObject({ MessagingServiceSid: service });
  expect(form()).not.toHaveProperty('From');
});

test('refuses a text without any sender, before the wire', async () => {
  const { carrier, requests } = setUp();
  expect(await carrier.submit(withoutSender())).toMatchObject({
    failure: { kind: 'permanent', code: 'sender_invalid' },
  });
  expect(requests).toEqual([]);
});

test('forgets the secret after a 401, and does not submit again by itself', async () => {
  const { carrier, requests, secrets } = setUp({ result: jsonAnswer(401, { code: 20003 }) });
  expect(await carrier.submit(submitRequest())).toMatchObject({
    failure: { kind: 'temporary', code: 'auth', carrierCode: '20003' },
  });
  expect(requests).toHaveLength(1);
  expect(secrets.forgotten).toEqual(['arn']);
  secrets.rotate(JSON.stringify({ ...twilioAccount, authToken: 'rotated' }));
  await carrier.submit(submitRequest());
  const expected = Buffer.from(`${twilioAccount.accountSid}:rotated`).toString('base64');
  expect(requests[1]?.headers.authorization).toBe(`Basic ${expected}`);
});

test('ends as a definite no when the secret cannot be read', async () => {
  const { carrier, requests, secrets } = setUp();
  secrets.rotate('not JSON');
  expect(await carrier.submit(submitRequest())).toMatchObject({
    failure: { kind: 'temporary', code: 'auth' },
  });
  expect(requests).toEqual([]);
});

const refusals = [
  [400, 21211, 'invalid_destination'],
  [400, 21610, 'opted_out'],
  [400, 21614, 'landline'],
  [400, 21617, 'too_long'],
  [400, 21408, 'permission'],
  [400, 21611, 'queue_full'],
  [400, 30034, 'sender_unregistered'],
  [400, 99_999, 'invalid_request'],
  [403, 99_999, 'permission'],
  [404, 20404, 'invalid_request'],
  [429, 20429, 'throttled'],
  [400, 30410, 'outcome_unknown'],
  [400, 20500, 'outcome_unknown'],
  [503, 20503, 'outcome_unknown'],
  [500, 21211, 'outcome_unknown'],
] as const;

for (const [status, code, failure] of refusals) {
  test(`takes a ${status} with code ${code} for ${failure}`, async () => {
    const { carrier } = setUp({ result: jsonAnswer(status, { code, message: 'to +447700900500' }) });
    expect(await carrier.submit(submitRequest())).toMatchObject({
      ok: false,
      failure: { kind: failureCatalogue[failure].kind, code: failure },
    });
  });
}
