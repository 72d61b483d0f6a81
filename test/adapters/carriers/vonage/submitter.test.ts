import { generateKeyPairSync } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import { expect, test } from 'vitest';
import { VonageSettings } from '../../../../adapters/carriers/vonage/settings.ts';
import { openCarrier } from '../../../../adapters/carriers/vonage/submitter.ts';
import { simulatedAccounts } from '../../../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets, publicUrl } from '../../../support/carrier-deps.ts';
import { jsonAnswer, recordingHttp } from '../../../support/recording-http.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const account = simulatedAccounts.vonage;
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
  publicKeyEncoding: { format: 'pem', type: 'spki' },
});
const dlt = { dltEntityId: '110123456789', dltTemplateId: '110987654321' };

const setUp = (
  settings: object,
  result = jsonAnswer(500, {}),
  secret: object = { ...account, privateKey },
) => {
  const { http, requests } = recordingHttp(result);
  const secrets = fakeSecrets(JSON.stringify(secret));
  const carrier = openCarrier(
    VonageSettings.parse({ secretArn: 'arn', ...settings }),
    carrierDeps({ http, secrets: secrets.store }),
  );
  const form = () => Object.fromEntries(new URLSearchParams(`${requests[0]?.body}`));
  return { carrier, requests, secrets, form, json: () => JSON.parse(`${requests[0]?.body}`) };
};

const segments = (...messages: object[]) =>
  jsonAnswer(200, { 'message-count': String(messages.length), messages });
const taken = (id: string) => ({ status: '0', 'message-id': id });

test('posts the form that the SMS API documents, with our attempt id in the URL and as the reference', async () => {
  const { carrier, requests, form } = setUp({}, segments(taken('A1'), taken('A2')));
  const request = submitRequest({ text: 'Grüße & more' });
  expect(await carrier.submit(request)).toEqual({ ok: true, value: { carrierMessageId: 'A1' } });
  expect(requests[0]?.url).toBe('https://rest.nexmo.com/sms/json');
  expect(form()).toEqual({
    api_key: account.apiKey,
    api_secret: account.apiSecret,
    from: '447700900100',
    to: '447700900500',
    text: 'Grüße & more',
    type: 'text',
    ttl: '600000',
    'client-ref': request.attemptId,
    callback: `${publicUrl}/v1/webhooks/vonage/${request.attemptId}`,
  });
});

test('says unicode, keeps a name as sender and the validity within what the SMS API takes', async () => {
  const { carrier, form } = setUp({});
  await carrier.submit(submitRequest({ encoding: 'ucs2', text: '你好', sender: 'Shop', validitySeconds: 1 }));
  expect(form()).toMatchObject({ type: 'unicode', from: 'Shop', ttl: '20000' });
});

test('names the registration in texts to India, and in no others', async () => {
  const sms = setUp(dlt);
  await sms.carrier.submit(submitRequest({ recipient: '+919876543210' }));
  expect(sms.form()).toMatchObject({ 'entity-id': '110123456789', 'content-id': '110987654321' });
  const messages = setUp({ ...dlt, api: 'messages' });
  await messages.carrier.submit(submitRequest({ recipient: '+919876543210' }));
  expect(messages.json().sms).toMatchObject({ entity_id: '110123456789', content_id: '110987654321' });
  for (const api of ['sms', 'messages']) {
    const elsewhere = setUp({ ...dlt, api });
    await elsewhere.carrier.submit(submitRequest());
    expect(`${elsewhere.requests[0]?.body}`).not.toContain('110123456789');
  }
});

const answers = [
  [[{ status: '1', 'error-text': 'please wait [ 1250 ] and retry' }], 'temporary', 'throttled', 2],
  [[{ status: '2' }], 'permanent', 'invalid_request'],
  [[{ status: '4' }], 'temporary', 'auth'],
  [[{ status: '5' }], 'ambiguous', 'outcome_unknown'],
  [[{ status: '9' }], 'temporary', 'insufficient_funds'],
  [[{ status: '33' }], 'permanent', 'unknown_subscriber'],
  [[{ status: '77' }], 'permanent', 'invalid_request'],
  // One segment is on its way: never sent again
  [[taken('A1'), { status: '1' }], 'ambiguous', 'outcome_unknown'],
  [[{ status: '9' }, taken('A2')], 'ambiguous', 'outcome_unknown'],
  [[{ status: '0' }], 'ambiguous', 'outcome_unknown'],
  [[], 'ambiguous', 'outcome_unknown'],
] as const;

for (const [messages, kind, code, retryAfterSeconds] of answers) {
  test(`takes a 200 with ${JSON.stringify(messages)} inside for ${code}`, async () => {
    const { carrier } = setUp({}, segments(...messages));
    const outcome = await carrier.submit(submitRequest());
    expect(outcome).toMatchObject({ ok: false, failure: { kind, code } });
    expect(outcome.ok ? undefined : outcome.failure.retryAfterSeconds).toBe(retryAfterSeconds);
  });
}

test('forgets the secret when the credentials are refused inside a 200', async () => {
  const { carrier, secrets } = setUp({}, segments({ status: '4' }));
  await carrier.submit(submitRequest());
  expect(secrets.forgotten).toEqual(['arn']);
});

test("posts the JSON of the Messages API, by a token that the vendor's SDK takes", async () => {
  const { carrier, requests, json } = setUp({ api: 'messages' }, jsonAnswer(202, { message_uuid: 'u-1' }));
  const request = submitRequest({ encoding: 'ucs2', text: '你好' });
  expect(await carrier.submit(request)).toEqual({ ok: true, value: { carrierMessageId: 'u-1' } });
  expect(requests[0]?.url).toBe('https://api.nexmo.com/v1/messages');
  expect(json()).toEqual({
    channel: 'sms',
    message_type: 'text',
    to: '447700900500',
    from: '447700900100',
    text: '你好',
    ttl: 600,
    client_ref: request.attemptId,
    webhook_url: `${publicUrl}/v1/webhooks/vonage/${request.attemptId}`,
    webhook_version: 'v1',
    sms: { encoding_type: 'unicode' },
  });
  const token = requests[0]?.headers.authorization?.replace('Bearer ', '') ?? '';
  expect(verifySignature(token, publicKey)).toBe(true);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  expect(claims).toMatchObject({ application_id: account.applicationId, jti: expect.any(String) });
});

const problems = [
  [401, 'unauthorized', 'temporary', 'auth'],
  [402, 'low-balance', 'temporary', 'insufficient_funds'],
  [422, '1120', 'permanent', 'sender_invalid'],
  [422, '1240', 'permanent', 'opted_out'],
  [422, '9999', 'permanent', 'invalid_request'],
  [422, '1030', 'ambiguous', 'outcome_unknown'],
  [429, '1000', 'temporary', 'throttled'],
] as const;

for (const [status, type, kind, code] of problems) {
  test(`takes a ${status} of the Messages API with #${type} for ${code}`, async () => {
    const problem = { type: `https://developer.vonage.com/api-errors/messages#${type}`, title: 'no' };
    const { carrier } = setUp({ api: 'messages' }, jsonAnswer(status, problem));
    expect(await carrier.submit(submitRequest())).toMatchObject({ ok: false, failure: { kind, code } });
  });
}

test('ends as a definite no when the secret is of the other API, or holds no key', async () => {
  const keyless = { ...account, privateKey: 'PRIVATE KEY' };
  for (const [settings, secret] of [
    [{ api: 'messages' }, account],
    [{ api: 'messages' }, keyless],
    [{}, { applicationId: account.applicationId, signatureSecret: 'x' }],
  ] as const) {
    const { carrier, requests } = setUp(settings, undefined, secret);
    expect(await carrier.submit(submitRequest())).toMatchObject({
      failure: { kind: 'temporary', code: 'auth', carrierCode: 'secret unreadable' },
    });
    expect(requests).toEqual([]);
  }
});
