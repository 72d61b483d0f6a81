import middy from '@middy/core';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import { LogSubscriptionEvent } from './log-subscription.ts';

/** One function behind two triggers: its queue, and the subscription of a log group. */
export const queueOrLogHandler = (
  fromQueue: (event: unknown, context: Context) => Promise<SQSBatchResponse>,
  fromLog: (event: LogSubscriptionEvent) => Promise<void>,
) =>
  middy<unknown, SQSBatchResponse | undefined, Error, Context>().handler(async (event, context) => {
    const logEvent = LogSubscriptionEvent.safeParse(event);
    if (!logEvent.success) return fromQueue(event, context);
    await fromLog(logEvent.data);
    return undefined;
  });
