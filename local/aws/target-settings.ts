import * as z from 'zod';
import { cfnNumber } from './properties.ts';

/** What rules and schedules say about the way to a target, in the words of CloudFormation. */
export const targetSettings = {
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: cfnNumber.optional(),
      MaximumEventAgeInSeconds: cfnNumber.optional(),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().optional() }).optional(),
};
const Settings = z.object(targetSettings);
export type TargetSettings = z.infer<typeof Settings>;

/** The same for a delivery. EventBridge and the Scheduler have the same defaults: 185 retries within a day. */
export const deliverySettings = ({ RetryPolicy, DeadLetterConfig, SqsParameters }: TargetSettings) => ({
  maxRetries: RetryPolicy?.MaximumRetryAttempts ?? 185,
  maxAgeSeconds: RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400,
  deadLetterArn: DeadLetterConfig?.Arn,
  messageGroupId: SqsParameters?.MessageGroupId,
});
