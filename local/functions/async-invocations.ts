import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudContext } from '../resource.ts';
import { FunctionError } from './function-error.ts';

/** How a function treats the events that nobody waits for, from its AWS::Lambda::EventInvokeConfig. */
export type AsyncSettings = {
  readonly maxRetries: number;
  readonly maxEventAgeSeconds: number;
  /** ARN of the queue that gets the record of what failed for good. */
  readonly onFailureQueueArn: string | undefined;
};

/** Lambda's own: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const defaults: AsyncSettings = { maxRetries: 2, maxEventAgeSeconds: 21_600, onFailureQueueArn: undefined };

export type AsyncInvocations = {
  readonly invokeAsync: (functionArn: string, event: unknown) => void;
  readonly configure: (functionArn: string, settings: AsyncSettings) => void;
};

type Dependencies = Pick<CloudContext, 'clock' | 'jobs' | 'report'> & {
  readonly invoke: (functionArn: string, event: unknown, requestId: string) => Promise<unknown>;
  readonly sendToQueue: (functionArn: string, queueArn: string, body: string) => Promise<void>;
};

const Queued = z.object({
  functionArn: z.string(),
  requestId: z.string(),
  event: z.unknown(),
  queuedAt: z.number(),
});
type Queued = z.infer<typeof Queued>;

const Failed = z.object({ functionArn: z.string(), queueArn: z.string(), record: z.unknown() });

const minute = 60_000;

/** Without its message, which may quote the event. */
const nameOf = (error: unknown): unknown => (error instanceof FunctionError ? error.report.errorType : error);

/** Asynchronous invocations: durable, tried three times, then recorded where the template says. */
export const createAsyncInvocations = ({
  clock,
  jobs,
  report,
  invoke,
  sendToQueue,
}: Dependencies): AsyncInvocations => {
  const settings = new Map<string, AsyncSettings>();

  const giveUp = (queued: Queued, condition: string, tries: number, error: unknown): void => {
    const { functionArn, requestId, event } = queued;
    const queueArn = settings.get(functionArn)?.onFailureQueueArn;
    if (queueArn === undefined) {
      report(`${functionArn} failed for good after ${tries} tries (${condition}): ${nameOf(error)}`);
      return;
    }
    const record = {
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      requestContext: {
        requestId,
        functionArn: `${functionArn}:$LATEST`,
        condition,
        approximateInvokeCount: tries,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error instanceof FunctionError ? error.report : { errorMessage: String(error) },
    };
    jobs.add({ kind: 'lambda-failure', dueAt: clock.now(), payload: { functionArn, queueArn, record } });
  };

  jobs.handle('lambda-invoke', {
    run: async (payload, tries) => {
      const queued = Queued.parse(payload);
      const { maxRetries, maxEventAgeSeconds } = settings.get(queued.functionArn) ?? defaults;
      const expired = clock.now() - queued.queuedAt > maxEventAgeSeconds * 1000;
      if (expired) return giveUp(queued, 'EventAgeExceeded', tries - 1, 'the event is too old');
      try {
        await invoke(queued.functionArn, queued.event, queued.requestId);
      } catch (error) {
        if (tries <= maxRetries) throw error;
        giveUp(queued, 'RetriesExhausted', tries, error);
      }
    },
    retryAfterMs: (tries) => (tries === 1 ? minute : 2 * minute),
  });

  jobs.handle('lambda-failure', {
    run: async (payload) => {
      const { functionArn, queueArn, record } = Failed.parse(payload);
      await sendToQueue(functionArn, queueArn, JSON.stringify(record));
    },
    retryAfterMs: (tries) => (tries < 5 ? 1000 * 2 ** tries : undefined),
    onGivenUp: (payload, error) =>
      report(`${Failed.parse(payload).functionArn}: no failure record sent: ${error}`),
  });

  return {
    configure: (functionArn, given) => settings.set(functionArn, given),
    invokeAsync: (functionArn, event) => {
      const now = clock.now();
      const payload: Queued = { functionArn, requestId: randomUUID(), event, queuedAt: now };
      jobs.add({ kind: 'lambda-invoke', dueAt: now, payload });
    },
  };
};
