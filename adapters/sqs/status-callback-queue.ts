import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { StatusCallbackEntry } from '../../core/twilio-api/status-callback.ts';

/** Puts a callback into its queue again, to be posted after `delaySeconds`, 0 to 900. */
export type RepeatCallback = (entry: StatusCallbackEntry, delaySeconds: number) => Promise<void>;

export const createRepeatCallback =
  (client: SQSClient, queueUrl: string): RepeatCallback =>
  async (entry, delaySeconds) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(entry),
        DelaySeconds: delaySeconds,
      }),
    );
  };
