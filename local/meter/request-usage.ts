import * as z from 'zod';
import type { AwsAnswer, AwsCall } from '../aws/call.ts';
import type { Quantities } from './usage.ts';

/** SQS and EventBridge bill each of these of a payload as one request or event. */
const chunkBytes = 65_536;

const chunks = (bytes: number): number => Math.max(1, Math.ceil(bytes / chunkBytes));

const Sent = z.object({
  MessageBody: z.string().default(''),
  MessageGroupId: z.string().optional(),
  Entries: z
    .array(z.object({ MessageBody: z.string().default(''), MessageGroupId: z.string().optional() }))
    .default([]),
});
const Handed = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const Published = z.object({
  Entries: z.array(
    z.object({
      Source: z.string().default(''),
      DetailType: z.string().default(''),
      Detail: z.string().default(''),
      Time: z.unknown(),
      Resources: z.array(z.string()).default([]),
    }),
  ),
});

const bytesOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

const queueUsage = ({ action, input }: AwsCall, { body }: AwsAnswer): Quantities => {
  if (action === 'ReceiveMessage') {
    const { Messages } = Handed.parse(JSON.parse(body));
    return { queueRequests: chunks(bytesOf(Messages.map(({ Body }) => Body))) };
  }
  if (!action.startsWith('SendMessage')) return { queueRequests: 1 };
  const { Entries, ...single } = Sent.parse(input);
  const entries = Entries.length > 0 ? Entries : [single];
  const queueRequests = chunks(bytesOf(entries.map(({ MessageBody }) => MessageBody)));
  const isFair = entries.some(({ MessageGroupId }) => MessageGroupId !== undefined);
  return { queueRequests, ...(isFair && { fairQueueRequests: queueRequests }) };
};

/** The bytes that EventBridge counts: names, detail, resources, and 14 for a time. The archive keeps all events. */
const eventUsage = ({ input }: AwsCall): Quantities => {
  const sizes = Published.parse(input).Entries.map(
    ({ Source, DetailType, Detail, Time, Resources }) =>
      bytesOf([Source, DetailType, Detail, ...Resources]) + (Time === undefined ? 0 : 14),
  );
  return {
    events: sizes.reduce((sum, size) => sum + chunks(size), 0),
    archivedBytes: sizes.reduce((sum, size) => sum + size, 0),
  };
};

/** What an answered call is billed as, beside DynamoDB's. */
export const requestUsage = (call: AwsCall, answer: AwsAnswer): Quantities => {
  if (call.service === 'sqs') return queueUsage(call, answer);
  if (call.service === 'events' && call.action === 'PutEvents') return eventUsage(call);
  return call.service === 'secretsmanager' ? { secretCalls: 1 } : {};
};
