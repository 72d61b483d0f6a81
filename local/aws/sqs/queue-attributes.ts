import * as z from 'zod';
import { AwsError } from '../aws-error.ts';

const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

const json = <S extends z.ZodType>(schema: S) =>
  z.string().transform((text, context): z.output<S> => {
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'is not valid JSON of its kind' });
      return z.NEVER;
    }
  });

/** What an attribute may hold; AWS stores the text as it was given. */
const attributes = {
  DelaySeconds: whole(0, 900),
  MaximumMessageSize: whole(1024, 1_048_576),
  MessageRetentionPeriod: whole(60, 1_209_600),
  ReceiveMessageWaitTimeSeconds: whole(0, 20),
  VisibilityTimeout: whole(0, 43_200),
  RedrivePolicy: z.union([
    z.literal('').transform(() => undefined),
    json(z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: whole(1, 1000) })),
  ]),
  RedriveAllowPolicy: z.union([z.literal(''), json(z.record(z.string(), z.unknown()))]),
  Policy: z.union([z.literal(''), json(z.record(z.string(), z.unknown()))]),
  SqsManagedSseEnabled: z.enum(['true', 'false']),
  KmsMasterKeyId: z.string(),
  KmsDataKeyReusePeriodSeconds: whole(60, 86_400),
};

const Attributes = z.strictObject(attributes).partial();

/** A queue's settings as numbers and objects, with SQS's defaults. */
export const QueueSettings = z.object({
  ...attributes,
  DelaySeconds: attributes.DelaySeconds.default(0),
  MaximumMessageSize: attributes.MaximumMessageSize.default(1_048_576),
  MessageRetentionPeriod: attributes.MessageRetentionPeriod.default(345_600),
  ReceiveMessageWaitTimeSeconds: attributes.ReceiveMessageWaitTimeSeconds.default(0),
  VisibilityTimeout: attributes.VisibilityTimeout.default(30),
  RedrivePolicy: attributes.RedrivePolicy.optional(),
  RedriveAllowPolicy: attributes.RedriveAllowPolicy.optional(),
  Policy: attributes.Policy.optional(),
  SqsManagedSseEnabled: attributes.SqsManagedSseEnabled.default('true'),
  KmsMasterKeyId: attributes.KmsMasterKeyId.optional(),
  KmsDataKeyReusePeriodSeconds: attributes.KmsDataKeyReusePeriodSeconds.optional(),
});
export type QueueSettings = z.infer<typeof QueueSettings>;

/** Refuses attributes that SQS would refuse, and FIFO queues, which the local cloud does not have. */
export const checkAttributes = (given: Readonly<Record<string, string>>): void => {
  const checked = Attributes.safeParse(given);
  if (checked.success) return;
  const [issue] = checked.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const names = issue.keys.join(', ');
    throw new AwsError(
      'InvalidAttributeName',
      `Unknown Attribute ${names} (the local cloud has standard queues only).`,
    );
  }
  throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${issue?.path.join('.')}.`);
};
