import { expect, test } from 'vitest';
import { MessageRequest } from '../../core/api/message-request.ts';
import { composeMessage } from '../../core/compose-message.ts';
import { defaultRouting } from '../../core/routing/routing-table.ts';
import { describeSubmits } from '../contract/carrier-contract.ts';
import { describeWebhook } from '../contract/webhook-contract.ts';
import { aMessage, aReceipt, firstDelivery, messageId } from '../support/builders.ts';
import { FakePipeline } from '../support/fake-pipeline.ts';
import { toyHarness } from './harness.ts';

// The steps of docs/adding-a-carrier.md: a folder, one registry line, and the contract suite runs over it.
describeSubmits('toy', toyHarness);
if (toyHarness.webhook) describeWebhook('toy', toyHarness.webhook);

test('a text is routed to the toy carrier, submitted by it, and settled by its receipt', async () => {
  const api = await toyHarness.simulate();
  const pipeline = new FakePipeline();
  const { messages, statuses } = pipeline;
  const { composed } = composeMessage(
    MessageRequest.parse({ to: '+447700900001', body: 'Your parcel is here.', from: 'Shop' }),
    {
      carrierNames: ['toy'],
      routing: defaultRouting('toy'),
      defaultCountry: undefined,
      maxSegments: 10,
      allowFixedLines: false,
    },
    'acme',
  );
  expect(composed?.route.considered).toEqual(['toy']);
  await messages.add(aMessage(composed));
  const send = pipeline.sender([await toyHarness.open(api.url)]);
  await send({ messageId, tenant: 'acme' }, firstDelivery);
  expect(await api.submits('+447700900001')).toBe(1);
  await api.stop();
  expect(statuses.stateOf(messageId)).toMatchObject({
    status: 'sent',
    attempts: [{ carrier: 'toy', carrierMessageId: 'toy-1' }],
  });
  await pipeline.ingest(aReceipt({ carrier: 'toy', carrierMessageId: 'toy-1', status: 'delivered' }));
  expect(statuses.stateOf(messageId)?.status).toBe('delivered');
});
