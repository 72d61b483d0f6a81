import * as z from 'zod';
import type { Resource } from '../resource.ts';
import { readProperties, WholeNumber } from '../template/properties.ts';
import type { AsyncSettings } from './async-invocations.ts';

const Properties = z.strictObject({
  FunctionName: z.string(),
  Qualifier: z.literal('$LATEST'),
  MaximumRetryAttempts: WholeNumber.pipe(z.int().max(2)).default(2),
  MaximumEventAgeInSeconds: WholeNumber.pipe(z.int().min(60).max(21_600)).default(21_600),
  DestinationConfig: z
    .strictObject({
      OnFailure: z
        .strictObject({
          Destination: z.string().startsWith('arn:aws:sqs:', 'only a queue is supported locally'),
        })
        .optional(),
    })
    .default({}),
});

export const readEventInvokeConfig = (resource: Resource): { functionName: string } & AsyncSettings => {
  const properties = readProperties(resource, Properties);
  return {
    functionName: properties.FunctionName,
    maxRetries: properties.MaximumRetryAttempts,
    maxEventAgeSeconds: properties.MaximumEventAgeInSeconds,
    onFailureQueueArn: properties.DestinationConfig.OnFailure?.Destination,
  };
};
