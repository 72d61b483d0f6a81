import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import type { Delivery, Log } from '../../core/ports.ts';

const SqsEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({ ApproximateReceiveCount: z.coerce.number().int() }),
    }),
  ),
});
type SqsRecord = z.infer<typeof SqsEvent>['Records'][number];

/**
 * The only batch code in the project. What returned is done, what threw comes back: one bad entry never takes its
 * batch with it, and no entry's body reaches the log.
 */
export const sqsHandler = <S extends z.ZodType>(
  schema: S,
  step: (item: z.output<S>, delivery: Delivery) => Promise<void>,
  log: Log,
) =>
  middy<unknown, SQSBatchResponse, Error, Context>().handler(async (event, context) => {
    const { Records } = SqsEvent.parse(event);
    const run = async ({ body, attributes }: SqsRecord): Promise<void> =>
      step(schema.parse(JSON.parse(body)), {
        receivedBefore: attributes.ApproximateReceiveCount > 1,
        remainingMs: context.getRemainingTimeInMillis(),
      });
    const settled = await Promise.allSettled(Records.map(run));
    const failed = Records.filter(({ messageId, attributes }, i) => {
      const result = settled[i];
      if (result?.status !== 'rejected') return false;
      log.warn('queue entry comes back', {
        queueEntryId: messageId,
        receiveCount: attributes.ApproximateReceiveCount,
        error: result.reason,
      });
      return true;
    });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
