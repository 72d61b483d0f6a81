import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { EveryCarrierStack } from '../support/every-carrier-stack.ts';
import { startLocalStack } from '../support/local-stack.ts';

const { apiKey, publicKey } = simulatedAccounts.telnyx;

let local: Awaited<ReturnType<typeof startLocalStack>>;
beforeAll(async () => {
  local = await startLocalStack({
    stackOf: (app) => new EveryCarrierStack(app, 'EveryCarrier', { encrypted: true }),
    parameters: (SimulatorUrl) => ({ SimulatorUrl }),
    secrets: {
      HttpCredentials: simulatedAccounts.http,
      PlivoCredentials: simulatedAccounts.plivo,
      TelnyxCredentials: { apiKey, publicKey },
    },
  });
}, 150_000);
afterAll(() => local.stop());

test.concurrent.for([
  ['sandbox', '001', 'delivered'],
  ['sandbox', '002', 'undelivered'],
  ['sandbox', '003', 'failed'],
  ['sandbox', '004', 'delivered'],
  ['sandbox', '006', 'delivered'],
  ['sandbox', '007', 'unknown'],
  ['sandbox', '012', 'delivered'],
  ['sandbox', '013', 'failed'],
  ['aws-eum', '001', 'delivered'],
  ['aws-eum', '002', 'undelivered'],
  ['aws-eum', '003', 'failed'],
  ['aws-eum', '006', 'delivered'],
  ['aws-eum', '007', 'unknown'],
  ['aws-eum', '012', 'delivered'],
  ['http', '001', 'delivered'],
  ['http', '002', 'undelivered'],
  ['http', '003', 'failed'],
  ['http', '013', 'failed'],
  // By a look-up: no receipt comes; and the first submit was not taken
  ['http', '016', 'delivered'],
  ['http', '015', 'delivered'],
  ['sns', '001', 'delivered'],
  ['plivo', '001', 'delivered'],
  ['plivo', '003', 'failed'],
  ['telnyx', '001', 'delivered'],
  ['telnyx', '003', 'failed'],
] as const)('by %s, a text to …%s ends as %s', async ([carrier, lastDigits, status], { expect }) => {
  const to = `+447700900${lastDigits}`;
  const { messageId } = await local.call('', {
    method: 'POST',
    body: JSON.stringify({ to, body: 'hello', carrier }),
  });
  const current = async () => (await local.call(`/${messageId}`)).status;
  await expect.poll(current, { timeout: 25_000, interval: 250 }).toBe(status);
});

test('a text that comes in by http is taken', async () => {
  const response = await fetch(`${local.simulatorUrl}/_simulator/inbound`, {
    method: 'POST',
    body: JSON.stringify({
      carrier: 'http',
      from: '+447700900031',
      to: '+15005550006',
      text: 'STOP',
      url: `${local.apiUrl}/v1/webhooks/http/inbound`,
    }),
  });
  expect(await response.json()).toMatchObject({ answer: 204 });
});

const withCredentials = ['twilio', 'vonage', 'plivo', 'telnyx', 'http'];

test.concurrent.for(withCredentials)(
  'a webhook of %s is refused unless it is signed',
  async (carrier, { expect }) => {
    const path = `${local.apiUrl}/v1/webhooks/${carrier}/att_${'0'.repeat(32)}_1`;
    const { status } = await fetch(path, { method: 'POST', body: '{}' });
    expect([400, 403]).toContain(status);
  },
);

test.concurrent.for(['twilio', 'vonage'])(
  'a text by %s is taken though the carrier cannot be reached',
  async (carrier, { expect }) => {
    const { status } = await local.call('', {
      method: 'POST',
      body: JSON.stringify({ to: '+447700900020', body: 'hello', carrier }),
    });
    expect(status).toBe('accepted');
  },
);

test.for(['plivo', 'telnyx'])(
  'by %s, a text whose answer was lost is found by look-up a quarter of an hour later',
  async (carrier) => {
    const { messageId } = await local.call('', {
      method: 'POST',
      body: JSON.stringify({ to: '+447700900016', body: `lost by ${carrier}`, carrier }),
    });
    const current = async () => (await local.call(`/${messageId}`)).status;
    await expect.poll(current, { timeout: 25_000, interval: 250 }).toBe('unknown');
    local.pass(16);
    await expect.poll(current, { timeout: 25_000, interval: 250 }).toBe('delivered');
  },
);
