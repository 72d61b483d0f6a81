import * as z from 'zod';
import type { Resource } from '../resource.ts';
import { Flag, readProperties, WholeNumber } from '../template/properties.ts';

/** What AWS would act on and we don't must not be listed here: strict objects refuse it by name. */
const Properties = z
  .strictObject({
    EventSourceArn: z
      .string()
      .regex(/^arn:aws:sqs:.*(?<!\.fifo)$/, 'only standard queues are supported locally'),
    FunctionName: z.string(),
    BatchSize: WholeNumber.pipe(z.int().min(1).max(10_000)).default(10),
    MaximumBatchingWindowInSeconds: WholeNumber.pipe(z.int().max(300)).default(0),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    ScalingConfig: z
      .strictObject({ MaximumConcurrency: WholeNumber.pipe(z.int().min(2).max(1000)).optional() })
      .default({}),
    Enabled: Flag.default(true),
    Tags: z.unknown().optional(),
  })
  .refine(
    ({ BatchSize, MaximumBatchingWindowInSeconds }) => BatchSize <= 10 || MaximumBatchingWindowInSeconds > 0,
    {
      path: ['MaximumBatchingWindowInSeconds'],
      error: 'must be at least 1 second for a BatchSize above 10',
    },
  );

export type MappingSettings = {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number | undefined;
  readonly enabled: boolean;
};

export const readMapping = (resource: Resource): MappingSettings => {
  const properties = readProperties(resource, Properties);
  return {
    queueArn: properties.EventSourceArn,
    functionName: properties.FunctionName,
    batchSize: properties.BatchSize,
    windowSeconds: properties.MaximumBatchingWindowInSeconds,
    reportsItemFailures: properties.FunctionResponseTypes.length > 0,
    maximumConcurrency: properties.ScalingConfig.MaximumConcurrency,
    enabled: properties.Enabled,
  };
};
