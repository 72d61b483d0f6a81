import * as z from 'zod';

/** What Amazon SNS posts to an HTTPS subscription of a topic. */
export const TopicMessage = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Message: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
});
export type TopicMessage = z.infer<typeof TopicMessage>;

const signedFields = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
  UnsubscribeConfirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
} as const;

/** What SNS signs: the name and the value of each field, a line each; a subject only where there is one. */
export const signedText = (message: TopicMessage): string =>
  signedFields[message.Type]
    .map((name) => (message[name] == null ? '' : `${name}\n${message[name]}\n`))
    .join('');

/** The host that SNS speaks by in a topic's region, or undefined for what is no topic. */
export const snsHostOf = (topicArn: string): string | undefined => {
  const [, partition, region] =
    /^arn:(aws|aws-cn|aws-us-gov):sns:([a-z0-9-]{3,30}):\d{12}:[\w-]{1,256}$/.exec(topicArn) ?? [];
  return region && `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
};
