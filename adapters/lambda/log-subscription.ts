import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Log } from '../../core/ports.ts';

/** What CloudWatch Logs invokes a subscribed function with: gzip and base64 around `LogBatch`. */
export const LogSubscriptionEvent = z.object({ awslogs: z.object({ data: z.base64() }) });
export type LogSubscriptionEvent = z.infer<typeof LogSubscriptionEvent>;

const LogBatch = z.object({
  messageType: z.string(),
  logEvents: z.array(z.object({ message: z.string() })),
});

/**
 * Hands the lines of a log subscription to a step, parsed; lines that are none of ours are counted and left out. When
 * the step throws, Lambda repeats the whole invocation.
 */
export const createLogSubscription =
  <T>(parse: (line: string) => T | undefined, step: (items: readonly T[]) => Promise<void>, log: Log) =>
  async ({ awslogs }: LogSubscriptionEvent): Promise<void> => {
    const batch = LogBatch.parse(
      JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString('utf8')),
    );
    // CloudWatch Logs checks now and then with a CONTROL_MESSAGE that somebody listens.
    if (batch.messageType !== 'DATA_MESSAGE') return;
    const items = batch.logEvents.map(({ message }) => parse(message)).filter((item) => item !== undefined);
    const foreign = batch.logEvents.length - items.length;
    if (foreign > 0) log.warn('log lines are no receipts', { count: foreign });
    if (items.length > 0) await step(items);
  };
