import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import type * as z from 'zod';

/** A trigger past the queue: takes on the events that fit its schema. */
export type Push = (event: unknown) => Promise<void> | undefined;

export const push =
  <S extends z.ZodType>(schema: S, take: (event: z.output<S>) => Promise<void>): Push =>
  (event) => {
    const read = schema.safeParse(event);
    return read.success ? take(read.data) : undefined;
  };

/** One function behind several triggers: its queue, and others that push to it. */
export const queueOrPushHandler = (
  fromQueue: (event: unknown, context: Context) => Promise<SQSBatchResponse>,
  ...pushes: readonly Push[]
) =>
  middy<unknown, SQSBatchResponse | undefined, Error, Context>().handler(async (event, context) => {
    for (const take of pushes) {
      const taken = take(event);
      if (taken) {
        await taken;
        return undefined;
      }
    }
    return fromQueue(event, context);
  });
