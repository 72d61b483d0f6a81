import { expect, test } from 'vitest';
import { openCarriers } from '../../../adapters/carriers/registry.ts';
import type { LookupRequest } from '../../../core/carrier.ts';
import { attemptIdOf } from '../../../core/ids.ts';
import { simulatedAccounts } from '../../../local/simulator/accounts.ts';
import { only } from '../../contract/only.ts';
import { carrierDeps, fakeSecrets } from '../../support/carrier-deps.ts';
import { jsonAnswer, recordingHttp } from '../../support/recording-http.ts';

const messageId = `msg_${'a'.repeat(32)}` as const;
const request: LookupRequest = {
  attemptId: attemptIdOf(messageId, 2),
  recipient: '+447700900001',
  text: 'Your “code” is 123',
  submittedAt: new Date('2026-11-22T10:16:00Z'),
  deadlineMs: 1000,
};

const sidOf = (digit: string) => `SM${digit.repeat(32)}`;

const twilioFinds = async (...messages: object[]) => {
  const list = messages.map((message, i) => ({
    sid: sidOf(String(i)),
    direction: 'outbound-api',
    status: 'sent',
    error_code: null,
    date_created: 'Sun, 22 Nov 2026 10:16:02 +0000',
    ...message,
  }));
  const { http } = recordingHttp(jsonAnswer(200, { messages: list, next_page_uri: null }));
  const carrier = only(
    await openCarriers(
      { twilio: { secretArn: 'arn', apiUrl: 'https://api.twilio.com' } },
      carrierDeps({ http }),
    ),
  );
  const found = await carrier.lookup?.(request);
  return found?.kind === 'found'
    ? found.receipts.map(({ carrierMessageId }) => carrierMessageId)
    : found?.kind;
};

test("takes for Twilio's copy of a text what Twilio may have made of it, and no other text", async () => {
  const found = await twilioFinds(
    { body: 'Your “code” is 123' },
    { body: 'Your "code" is 123' },
    { body: 'Sent from your Twilio trial account - Your “code” is 123' },
    { body: '' },
    { body: 'Your “code” is 124' },
  );
  expect(found).toEqual(['0', '1', '2', '3'].map(sidOf));
});

test('passes over incoming texts and those of another time', async () => {
  const body = request.text;
  const found = await twilioFinds(
    { body, direction: 'inbound' },
    { body, date_created: 'Sun, 22 Nov 2026 10:30:00 +0000' },
    { body, date_created: 'Sun, 22 Nov 2026 09:00:00 +0000' },
  );
  expect(found).toEqual([]);
});

test('is not sure of anything that has no time which can be read', async () => {
  expect(await twilioFinds({ body: request.text, date_created: 'yesterday' })).toBe('unclear');
});

const telnyxFinds = async (...urls: (string | null)[]) => {
  const data = urls.map((url, i) => ({
    uuid: `id-${i}`,
    status: 'delivered',
    delivery_status_webhook_url: url,
  }));
  const { http } = recordingHttp(jsonAnswer(200, { data, meta: { page_number: 1, total_pages: 1 } }));
  const secrets = fakeSecrets(JSON.stringify(simulatedAccounts.telnyx)).store;
  const settings = { telnyx: { secretArn: 'arn', apiUrl: 'https://api.telnyx.com' } };
  const found = await only(await openCarriers(settings, carrierDeps({ http, secrets }))).lookup?.(request);
  return found?.kind === 'found' ? found.receipts.map((receipt) => receipt.carrierMessageId) : found?.kind;
};

test("goes by the receipts' URL in Telnyx's records, where it names an attempt", async () => {
  const hooks = 'https://sms.example.com/v1/webhooks/telnyx';
  const [ours, retried] = [`${hooks}/${request.attemptId}`, `${hooks}/${attemptIdOf(messageId, 1)}`];
  expect(await telnyxFinds(retried, ours, null)).toEqual(['id-1']);
  expect(await telnyxFinds(retried)).toEqual([]);
  expect(await telnyxFinds(null, 'https://example.com/hook')).toEqual(['id-0', 'id-1']);
});
