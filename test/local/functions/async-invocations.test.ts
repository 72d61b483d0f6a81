import { expect, test } from 'vitest';
import { createAsyncInvocations } from '../../../local/functions/async-invocations.ts';
import { FunctionError } from '../../../local/functions/function-error.ts';
import { createJobs } from '../../../local/state/jobs.ts';
import { cloudContext } from '../../support/cloud-context.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:Fn';
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:failed';

const start = (failures: number) => {
  const { clock, advance } = createManualClock(0);
  const { store } = cloudContext();
  const jobs = createJobs(store, clock);
  const invokedAt: number[] = [];
  const requestIds = new Set<string>();
  const sent: Record<string, unknown>[] = [];
  const reported: string[] = [];
  const invocations = createAsyncInvocations({
    clock,
    jobs,
    report: (line) => reported.push(line),
    invoke: async (_arn, _event, requestId) => {
      invokedAt.push(clock.now());
      requestIds.add(requestId);
      if (invokedAt.length <= failures) throw new FunctionError({ errorType: 'Error', errorMessage: 'no' });
    },
    sendToQueue: async (_arn, _queueArn, body) => void sent.push(JSON.parse(body)),
  });
  jobs.start();
  return { invocations, advance, invokedAt, requestIds, sent, reported };
};

test('tries a failing event again after one and two minutes, under the same request id', async () => {
  const { invocations, advance, invokedAt, requestIds, reported } = start(2);
  invocations.invokeAsync(functionArn, { a: 1 });
  await advance(600_000);
  expect(invokedAt).toEqual([0, 60_000, 180_000]);
  expect(requestIds.size).toBe(1);
  expect(reported).toEqual([]);
});

test('sends the record of an event that failed for good to the queue of the function', async () => {
  const { invocations, advance, sent } = start(3);
  invocations.configure(functionArn, { maxRetries: 2, maxEventAgeSeconds: 600, onFailureQueueArn: queueArn });
  invocations.invokeAsync(functionArn, { a: 1 });
  await advance(600_000);
  expect(sent).toMatchObject([
    {
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { a: 1 },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    },
  ]);
});

test('drops an event that is older than the function takes', async () => {
  const { invocations, advance, invokedAt, sent } = start(9);
  invocations.configure(functionArn, { maxRetries: 2, maxEventAgeSeconds: 60, onFailureQueueArn: queueArn });
  invocations.invokeAsync(functionArn, {});
  await advance(600_000);
  expect(invokedAt).toEqual([0, 60_000]);
  expect(sent).toMatchObject([{ requestContext: { condition: 'EventAgeExceeded' } }]);
});

test('reports a failure that no queue takes', async () => {
  const { invocations, advance, reported } = start(3);
  invocations.invokeAsync(functionArn, {});
  await advance(600_000);
  expect(reported).toEqual([expect.stringContaining('failed for good after 3 tries')]);
});
