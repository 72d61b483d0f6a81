import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { LaneEntry } from '../../core/lane-entry.ts';
import type { LaneQueue } from '../../core/ports.ts';
import { createBatchedCalls, type Gathering } from '../aws/batched-calls.ts';

type Queued = { readonly entry: LaneEntry; readonly delaySeconds: number | undefined };

/** SQS takes at most this many entries a call. */
const size = 10;

/** A lane's queue in which entries that come at the same time share calls, and each is queued or fails by itself. */
export const createBatchedLaneQueue = (
  client: SQSClient,
  queueUrl: string,
  gathering: Gathering = {},
): LaneQueue => {
  const send = createBatchedCalls<Queued>({
    size,
    ...gathering,
    call: async (some) => {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: some.map(({ entry, delaySeconds }, i) => ({
            Id: String(i),
            MessageBody: JSON.stringify(entry),
            MessageGroupId: entry.tenant,
            ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
          })),
        }),
      );
      const failed = new Set(Failed.map(({ Id }) => Id));
      return some.map((_, i) => (failed.has(String(i)) ? 'left over' : { value: undefined }));
    },
  });
  return { enqueue: (entry, delaySeconds) => send({ entry, delaySeconds }) };
};
