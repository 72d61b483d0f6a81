import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '@aws-sdk/client-sqs';
import { FunctionError } from '../functions/function-error.ts';
import { failedItems } from './item-failures.ts';
import type { QueueReader } from './queue-reader.ts';
import { sqsRecord } from './sqs-record.ts';

export type PollerOptions = {
  readonly name: string;
  readonly queueArn: string;
  readonly reader: QueueReader;
  readonly reportsItemFailures: boolean;
  /** Batches at a time. */
  readonly concurrency: number;
  readonly invoke: (event: unknown) => Promise<unknown>;
  readonly report: (line: string) => void;
};

export type Poller = { readonly stop: () => Promise<void> };

/** Milliseconds to wait after this many failures in a row. */
const pause = (failures: number): number => Math.min(5_000, 100 * 2 ** failures);

/** Longer than no time at all, for an endpoint that does not wait for messages. */
const breathMilliseconds = 10;

/**
 * Reads a queue and invokes the function with what comes: one long poll at a time, and none while as many batches as may
 * be in flight are, so that no message is received before there is room for it.
 */
export const startPoller = (options: PollerOptions): Poller => {
  const { name, queueArn, reader, invoke, report } = options;
  const stopping = new AbortController();

  const handle = async (messages: readonly Message[]): Promise<void> => {
    const ids = new Set(messages.flatMap(({ MessageId }) => MessageId ?? []));
    const answer = await invoke({ Records: messages.map((message) => sqsRecord(message, queueArn)) });
    const failed = options.reportsItemFailures ? failedItems(answer, ids) : new Set<string>();
    await reader.remove(messages.filter(({ MessageId = '' }) => !failed.has(MessageId)));
  };

  const receive = async (failures: number): Promise<Message[] | undefined> => {
    try {
      return await reader.receive(stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) return undefined;
      if (failures === 0) report(`${name}: cannot read ${queueArn}, trying on: ${error}`);
      await sleep(pause(failures), undefined, { signal: stopping.signal }).catch(() => {});
      return undefined;
    }
  };

  const inFlight = new Set<Promise<void>>();
  const start = (messages: readonly Message[]): void => {
    const batch = handle(messages)
      .catch((error: unknown) => {
        // What fails stays in the queue, invisible for its time-out, as in AWS. Of its own errors the function logs.
        if (!(error instanceof FunctionError))
          report(`${name}: a batch of ${queueArn} comes again: ${error}`);
      })
      .finally(() => inFlight.delete(batch));
    inFlight.add(batch);
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      if (inFlight.size >= options.concurrency) {
        await Promise.race(inFlight);
        continue;
      }
      const messages = await receive(failures);
      failures = messages ? 0 : failures + 1;
      if (messages?.length === 0) await sleep(breathMilliseconds);
      if (messages && messages.length > 0) start(messages);
    }
    await Promise.all(inFlight);
  };

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
