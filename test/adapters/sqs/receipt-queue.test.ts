import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createReceiptQueue } from '../../../adapters/sqs/receipt-queue.ts';
import { aReceipt } from '../../support/builders.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';
import { createManualClock } from '../../support/manual-clock.ts';

let local: LocalEndpoint;
let time: ReturnType<typeof createManualClock>;
beforeEach(async () => {
  time = createManualClock();
  local = await startLocalEndpoint({ clock: time.clock });
});
afterEach(() => local.stop());

const openQueue = async () => {
  const { ref } = await local.create('AWS::SQS::Queue', 'Receipts');
  const receive = async () => {
    const command = new ReceiveMessageCommand({ QueueUrl: ref, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await local.sqs.send(command);
    return Messages.map(({ Body }) => JSON.parse(Body ?? '').carrierMessageId);
  };
  return { queue: createReceiptQueue(local.sqs, ref), receive };
};

test('queues more receipts than one call to SQS takes', async () => {
  const { queue, receive } = await openQueue();
  const ids = Array.from({ length: 23 }, (_, i) => `c${i}`);
  await queue.enqueue(ids.map((carrierMessageId) => aReceipt({ carrierMessageId })));
  const received = [...(await receive()), ...(await receive()), ...(await receive())];
  expect(received.sort()).toEqual(ids.sort());
});

test('shows a scheduled receipt once its delay has passed', async () => {
  const { queue, receive } = await openQueue();
  await queue.schedule([
    { receipt: aReceipt({ carrierMessageId: 'later' }), delaySeconds: 10 },
    { receipt: aReceipt({ carrierMessageId: 'now' }), delaySeconds: 0 },
  ]);
  expect(await receive()).toEqual(['now']);
  await time.advance(9_900);
  expect(await receive()).toEqual([]);
  await time.advance(200);
  expect(await receive()).toEqual(['later']);
});

test('fails when SQS refuses a receipt', async () => {
  const { queue } = await openQueue();
  const scheduled = queue.schedule([{ receipt: aReceipt(), delaySeconds: 901 }]);
  await expect(scheduled).rejects.toThrow();
});
