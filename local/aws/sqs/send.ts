import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import { MessageAttributes, md5, md5OfAttributes, sizeOf } from './checksum.ts';
import { invalidParameter } from './errors.ts';
import type { Messages } from './messages.ts';
import type { Queue } from './queues.ts';

/** The members that SendMessage and an entry of SendMessageBatch share. */
export const Outgoing = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
  MessageAttributes: MessageAttributes.default({}),
  MessageGroupId: z.string().max(128).optional(),
  MessageSystemAttributes: z
    .object({ AWSTraceHeader: z.object({ StringValue: z.string() }).optional() })
    .optional(),
});
export type Outgoing = z.infer<typeof Outgoing>;

/** What XML 1.0 does not allow, and so SQS does not: control characters but tab and line ends, halves of surrogate pairs. */
const forbidden = /[^\P{Cc}\t\n\r\x7F-\x9F]|\p{Cs}|[\uFFFE\uFFFF]/u;

const check = ({ MessageBody, MessageAttributes }: Outgoing, { settings }: Queue): void => {
  if (MessageBody === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (forbidden.test(MessageBody)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.',
    );
  }
  const limit = settings.MaximumMessageSize;
  if (sizeOf(MessageBody, MessageAttributes) > limit) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(MessageAttributes)) {
    const kind = DataType.split('.')[0];
    const value = kind === 'Binary' ? BinaryValue : StringValue;
    if (!['String', 'Number', 'Binary'].includes(kind ?? '') || !value) {
      throw invalidParameter(`The message attribute '${name}' has an invalid type or an empty value.`);
    }
  }
};

/** Checks a message as SQS does and writes it to the queue; it is on disk once this returns. */
export const enqueue = (
  messages: Messages,
  queue: Queue,
  outgoing: Outgoing,
  sender: string,
  now: number,
) => {
  check(outgoing, queue);
  const id = randomUUID();
  const delaySeconds = outgoing.DelaySeconds ?? queue.settings.DelaySeconds;
  messages.add({
    queue: queue.name,
    id,
    body: outgoing.MessageBody,
    attributes: JSON.stringify(outgoing.MessageAttributes),
    groupId: outgoing.MessageGroupId ?? null,
    traceHeader: outgoing.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? null,
    sender,
    sentAt: now,
    visibleAt: now + delaySeconds * 1000,
  });
  const digest = md5OfAttributes(outgoing.MessageAttributes);
  return {
    MessageId: id,
    MD5OfMessageBody: md5(outgoing.MessageBody),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
  };
};
