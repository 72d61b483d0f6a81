import { expect, test } from 'vitest';
import { TelnyxSettings } from '../../../../adapters/carriers/telnyx/settings.ts';
import { openCarrier } from '../../../../adapters/carriers/telnyx/submitter.ts';
import { simulatedAccounts } from '../../../../local/simulator/accounts.ts';
import { carrierDeps, fakeSecrets, publicUrl } from '../../../support/carrier-deps.ts';
import { jsonAnswer, recordingHttp } from '../../../support/recording-http.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const { apiKey, publicKey } = simulatedAccounts.telnyx;
const profile = '00000000-0000-4000-8000-000000000000';

const setUp = (settings: object = {}, result = jsonAnswer(200, { data: { id: 'id-1' } })) => {
  const { http, requests } = recordingHttp(result);
  const secrets = fakeSecrets(JSON.stringify({ apiKey, publicKey })).store;
  const carrier = openCarrier(
    TelnyxSettings.parse({ secretArn: 'arn', ...settings }),
    carrierDeps({ http, secrets }),
  );
  return { carrier, requests, json: () => JSON.parse(`${requests[0]?.body}`) };
};

test('posts the JSON that Telnyx documents, with our attempt id in the webhook URL', async () => {
  const { carrier, requests, json } = setUp();
  const request = submitRequest({ text: 'Grüße & more' });
  expect(await carrier.submit(request)).toEqual({ ok: true, value: { carrierMessageId: 'id-1' } });
  expect(requests[0]).toMatchObject({
    url: 'https://api.telnyx.com/v2/messages',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
  });
  expect(json()).toEqual({
    from: '+447700900100',
    to: '+447700900500',
    text: 'Grüße & more',
    type: 'SMS',
    encoding: 'gsm7',
    webhook_url: `${publicUrl}/v1/webhooks/telnyx/${request.attemptId}`,
    use_profile_webhooks: false,
  });
});

test('names the profile of a number pool, and of a sender that is a name', async () => {
  const pool = setUp();
  await pool.carrier.submit(submitRequest({ sender: profile }));
  expect(pool.json()).toMatchObject({ messaging_profile_id: profile });
  expect(pool.json()).not.toHaveProperty('from');
  const name = setUp({ messagingProfileId: profile });
  await name.carrier.submit(submitRequest({ sender: 'Shop' }));
  expect(name.json()).toMatchObject({ from: 'Shop', messaging_profile_id: profile });
  const number = setUp({ messagingProfileId: profile });
  await number.carrier.submit(submitRequest());
  expect(number.json()).not.toHaveProperty('messaging_profile_id');
});

const refusals = [
  [400, '40300', 'permanent', 'opted_out'],
  [400, '40310', 'permanent', 'invalid_destination'],
  [400, '10007', 'ambiguous', 'outcome_unknown'],
  [401, '10009', 'temporary', 'auth'],
  [422, '99999', 'permanent', 'invalid_request'],
  [500, '40310', 'ambiguous', 'outcome_unknown'],
] as const;

for (const [status, errorCode, kind, code] of refusals) {
  test(`takes a ${status} with code ${errorCode} for ${code}`, async () => {
    const { carrier } = setUp({}, jsonAnswer(status, { errors: [{ code: errorCode, title: 'no' }] }));
    expect(await carrier.submit(submitRequest())).toMatchObject({ ok: false, failure: { kind, code } });
  });
}
