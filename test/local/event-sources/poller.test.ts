import { expect, test } from 'vitest';
import { startPoller } from '../../../local/event-sources/poller.ts';
import type { QueueReader } from '../../../local/event-sources/queue-reader.ts';

/** A queue that always has one more message, and counts how many ask for it at a time. */
const createEndlessQueue = () => {
  let asking = 0;
  let mostAsking = 0;
  let received = 0;
  const reader: QueueReader = {
    receive: async () => {
      asking += 1;
      mostAsking = Math.max(mostAsking, asking);
      await new Promise((later) => setImmediate(later));
      asking -= 1;
      received += 1;
      return [{ MessageId: String(received), Body: '' }];
    },
    remove: async () => {},
  };
  return { reader, received: () => received, mostAsking: () => mostAsking };
};

test('asks with one request at a time, and takes nothing for which there is no room', async () => {
  const queue = createEndlessQueue();
  const batches: PromiseWithResolvers<void>[] = [];
  const poller = startPoller({
    name: 'Map',
    queueArn: 'arn:aws:sqs:us-east-1:000000000000:queue',
    reader: queue.reader,
    reportsItemFailures: false,
    concurrency: 3,
    invoke: () => {
      const batch = Promise.withResolvers<void>();
      batches.push(batch);
      return batch.promise;
    },
    report: () => {},
  });
  const quiet = () => new Promise((later) => setTimeout(later, 20));
  await expect.poll(() => batches.length).toBe(3);
  await quiet();
  expect([queue.received(), queue.mostAsking()]).toEqual([3, 1]);

  batches[0]?.resolve();
  await expect.poll(() => batches.length).toBe(4);
  await quiet();
  expect([queue.received(), queue.mostAsking()]).toEqual([4, 1]);

  const stopped = poller.stop();
  for (const batch of batches) batch.resolve();
  await stopped;
});
