import { expect, test } from 'vitest';
import { PlivoSettings } from '../../../../adapters/carriers/plivo/settings.ts';
import { openCarrier } from '../../../../adapters/carriers/plivo/submitter.ts';
import { simulatedAccounts } from '../../../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets, publicUrl } from '../../../support/carrier-deps.ts';
import { jsonAnswer, recordingHttp } from '../../../support/recording-http.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const account = simulatedAccounts.plivo;
const taken = jsonAnswer(202, { api_id: 'x', message: 'message(s) queued', message_uuid: ['uuid-1'] });

const setUp = (settings: object = {}, result = taken) => {
  const { http, requests } = recordingHttp(result);
  const secrets = fakeSecrets(JSON.stringify(account));
  const carrier = openCarrier(
    PlivoSettings.parse({ secretArn: 'arn', ...settings }),
    carrierDeps({ http, secrets: secrets.store }),
  );
  return { carrier, requests, secrets, json: () => JSON.parse(`${requests[0]?.body}`) };
};

test('posts the JSON that Plivo documents, with our attempt id in the callback URL', async () => {
  const { carrier, requests, json } = setUp();
  const request = submitRequest({ text: 'Grüße & more' });
  expect(await carrier.submit(request)).toEqual({ ok: true, value: { carrierMessageId: 'uuid-1' } });
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: `https://api.plivo.com/v1/Account/${account.authId}/Message/`,
    headers: {
      authorization: `Basic ${Buffer.from(`${account.authId}:${account.authToken}`).toString('base64')}`,
      'content-type': 'application/json',
    },
  });
  expect(json()).toEqual({
    src: '+447700900100',
    dst: '+447700900500',
    text: 'Grüße & more',
    type: 'sms',
    url: `${publicUrl}/v1/webhooks/plivo/${request.attemptId}`,
    method: 'POST',
    message_expiry: 600,
  });
});

test('names a Powerpack as one, and keeps the validity within what Plivo takes', async () => {
  const sender = '00000000-0000-4000-8000-000000000000';
  for (const [validitySeconds, message_expiry] of [
    [1, 5],
    [86_400, 10_800],
  ] as const) {
    const { carrier, json } = setUp();
    await carrier.submit(submitRequest({ sender, validitySeconds }));
    expect(json()).toMatchObject({ powerpack_uuid: sender, message_expiry });
    expect(json()).not.toHaveProperty('src');
  }
});

test('names the registration in texts to India, and in no others', async () => {
  const dlt = {
    dltEntityId: '110123456789',
    dltTemplateId: '110987654321',
    dltTemplateCategory: 'promotional',
  };
  const india = setUp(dlt);
  await india.carrier.submit(submitRequest({ recipient: '+919876543210' }));
  expect(india.json()).toMatchObject({
    dlt_entity_id: '110123456789',
    dlt_template_id: '110987654321',
    dlt_template_category: 'promotional',
  });
  const elsewhere = setUp(dlt);
  await elsewhere.carrier.submit(submitRequest());
  expect(JSON.stringify(elsewhere.json())).not.toContain('dlt');
});

const refusals = [
  [202, { message_uuid: [], invalid_number: ['123'] }, 'permanent', 'invalid_destination'],
  [202, { message_uuid: [] }, 'ambiguous', 'outcome_unknown'],
  [400, { error: 'dst is not valid' }, 'permanent', 'invalid_request'],
  [401, { error: 'no' }, 'temporary', 'auth'],
  [402, { error: 'no' }, 'temporary', 'insufficient_funds'],
  [429, { error: 'slow' }, 'temporary', 'throttled'],
  [500, { error: 'broken' }, 'ambiguous', 'outcome_unknown'],
] as const;

for (const [status, body, kind, code] of refusals) {
  test(`takes a ${status} with ${JSON.stringify(body)} for ${code}`, async () => {
    const { carrier } = setUp({}, jsonAnswer(status, body));
    expect(await carrier.submit(submitRequest())).toMatchObject({ ok: false, failure: { kind, code } });
  });
}

test('forgets the secret after a 401', async () => {
  const { carrier, secrets } = setUp({}, jsonAnswer(401, {}));
  await carrier.submit(submitRequest());
  expect(secrets.forgotten).toEqual(['arn']);
});
