import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import { deadLetterNote } from '../../core/dead-letter-note.ts';
import type { Clock, DeadLetterNotes, Delivery, Log } from '../../core/ports.ts';

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

export type SqsHandlerDeps = {
  /** How often the queue hands an entry out before it sets it aside. */
  readonly maxReceiveCount: number;
  readonly notes: DeadLetterNotes;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * The only batch code in the project. What returned is done, what threw comes back: one bad entry never takes its
 * batch with it, and no entry's body reaches the log. What will not come back gets a note that says why.
 */
export const sqsHandler = <S extends z.ZodType>(
  schema: S,
  step: (item: z.output<S>, delivery: Delivery) => Promise<void>,
  { maxReceiveCount, notes, clock, log }: SqsHandlerDeps,
) => {
  const giveBack = async ({ messageId, attributes }: SqsRecord, error: unknown): Promise<void> => {
    const receiveCount = attributes.ApproximateReceiveCount;
    const fields = { queueEntryId: messageId, receiveCount, error };
    if (receiveCount < maxReceiveCount) return log.warn('queue entry comes back', fields);
    log.error('queue entry given up', fields);
    await notes.add(messageId, deadLetterNote(error, clock())).catch((failure: unknown) => {
      log.warn('no note of the entry', { queueEntryId: messageId, error: failure });
    });
  };

  return middy<unknown, SQSBatchResponse, Error, Context>().handler(async (event, context) => {
    const { Records } = SqsEvent.parse(event);
    const run = async ({ body, attributes }: SqsRecord): Promise<void> =>
      step(schema.parse(JSON.parse(body)), {
        receivedBefore: attributes.ApproximateReceiveCount > 1,
        remainingMs: context.getRemainingTimeInMillis(),
      });
    const settled = await Promise.allSettled(Records.map(run));
    const failed = Records.flatMap((record, i) => {
      const result = settled[i];
      return result?.status === 'rejected' ? [{ record, error: result.reason }] : [];
    });
    await Promise.all(failed.map(({ record, error }) => giveBack(record, error)));
    return { batchItemFailures: failed.map(({ record }) => ({ itemIdentifier: record.messageId })) };
  });
};
