import { expect, test } from 'vitest';
import { openCarriers, openWebhooks } from '../../../../adapters/carriers/registry.ts';
import { carrierDeps } from '../../../support/carrier-deps.ts';
import { type PostedReceipt, startReceiver, startSimulator } from '../../../support/simulator.ts';
import { submitRequest } from '../../../support/submit-request.ts';

test('reads the receipts of a text that it submitted, by the attempt that the carrier gives back', async () => {
  const simulator = await startSimulator();
  const receiver = await startReceiver();
  const settings = { twilio: { secretArn: 'arn', apiUrl: simulator.url } };
  const deps = carrierDeps({ publicUrl: receiver.url });
  const carrier = (await openCarriers(settings, deps)).get('twilio');
  const webhook = (await openWebhooks(settings, deps)).get('twilio');

  const request = submitRequest({ recipient: '+447700900002' });
  const outcome = await carrier?.submit(request);
  await expect.poll(() => receiver.posted.length, { timeout: 3000 }).toBe(2);
  const receive = ({ url, headers, body }: PostedReceipt) =>
    webhook?.receive({
      method: 'POST',
      url,
      headers,
      body: Buffer.from(body),
      token: url.split('/').at(-1) ?? '',
      receivedAt: new Date(),
    });
  const verdicts = await Promise.all(receiver.posted.map(receive));
  await simulator.stop();
  await receiver.stop();

  const common = {
    carrier: 'twilio',
    attemptId: request.attemptId,
    carrierMessageId: outcome?.ok && outcome.value.carrierMessageId,
  };
  expect(verdicts).toMatchObject([
    { kind: 'receipts', receipts: [{ ...common, status: 'sent' }] },
    {
      kind: 'receipts',
      receipts: [
        { ...common, status: 'undelivered', failureCode: 'unreachable_handset', carrierCode: '30003' },
      ],
    },
  ]);
});
