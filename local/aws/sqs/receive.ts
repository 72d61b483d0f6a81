import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { MessageAttributes, md5, md5OfAttributes } from './checksum.ts';
import type { Message, Messages } from './messages.ts';
import type { Queue, Queues } from './queues.ts';

const names = z.array(z.string()).default([]);

export const Receive = z.object({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: z.number().int().min(0).max(43_200).optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});
export type Receive = z.infer<typeof Receive>;

const systemAttributes = (message: Message, receivedAt: number, arnOf: (queue: string) => string) => ({
  SenderId: message.sender,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.receiveCount + 1),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? receivedAt),
  MessageGroupId: message.groupId,
  AWSTraceHeader: message.traceHeader,
  DeadLetterQueueSourceArn: message.source === null ? null : arnOf(message.source),
});

const pick = (all: Readonly<Record<string, string | null>>, wanted: readonly string[]) =>
  Object.fromEntries(
    Object.entries(all).filter(
      ([name, value]) => value !== null && (wanted.includes('All') || wanted.includes(name)),
    ),
  );

const isWanted = (name: string, wanted: readonly string[]): boolean =>
  wanted.some(
    (w) => w === 'All' || w === name || (w.endsWith('.*') && name.startsWith(w.slice(0, -1))) || w === '.*',
  );

const received = (
  message: Message,
  handle: string,
  input: Receive,
  now: number,
  arnOf: (queue: string) => string,
) => {
  const wanted = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
  const system = pick(systemAttributes(message, now, arnOf), wanted);
  const kept = Object.entries(MessageAttributes.parse(JSON.parse(message.attributes)));
  const attributes = Object.fromEntries(kept.filter(([name]) => isWanted(name, input.MessageAttributeNames)));
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(digest !== undefined && { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
};

/** Takes up to ten messages; those that were received too often go to the dead-letter queue instead. */
export const takeMessages = (
  { messages, queues, arnOf }: { messages: Messages; queues: Queues; arnOf: (queue: string) => string },
  { name, settings }: Queue,
  input: Receive,
  now: number,
) => {
  messages.expire(name, now - settings.MessageRetentionPeriod * 1000);
  const redrive = settings.RedrivePolicy;
  const deadLetterQueue = queues.find(redrive?.deadLetterTargetArn.split(':').at(-1) ?? '');
  const until = now + (input.VisibilityTimeout ?? settings.VisibilityTimeout) * 1000;
  const taken: ReturnType<typeof received>[] = [];
  while (taken.length < input.MaxNumberOfMessages) {
    const batch = messages.visible(name, now, input.MaxNumberOfMessages - taken.length);
    if (batch.length === 0) break;
    for (const message of batch) {
      if (redrive && deadLetterQueue && message.receiveCount >= redrive.maxReceiveCount) {
        messages.giveUp(message, deadLetterQueue.name, now);
        continue;
      }
      const handle = randomUUID();
      messages.take(message, handle, until, now);
      taken.push(received(message, handle, input, now, arnOf));
    }
    // With no visibility time-out the same messages are visible again at once.
    if (until <= now) break;
  }
  return { taken, deadLettered: deadLetterQueue?.name };
};
