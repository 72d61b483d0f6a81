import middy from '@middy/core';
import type { Context } from 'aws-lambda';

/** Runs a step that a schedule drives. What it throws fails the invocation; the schedule comes again anyway. */
export const scheduleHandler = (step: (remainingMs: () => number) => Promise<void>) =>
  middy<unknown, void, Error, Context>().handler(async (_event, context) =>
    step(() => context.getRemainingTimeInMillis()),
  );
