import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Engine } from '../call.ts';
import { readInput } from '../input.ts';
import type { Sqs } from './sqs.ts';

const Start = z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() });
const List = z.object({ SourceArn: z.string() });
const code = 'InvalidParameterValue';

/**
 * The redrive of a dead-letter queue. AWS moves in the background; here the messages have moved when the call
 * answers, so a task is only ever seen completed.
 */
export const moveTaskActions = ({ queues, messages, waiting, clock, arnOf }: Sqs): Engine => {
  const tasks: { readonly SourceArn: string }[] = [];

  const queueOf = (arn: string) => {
    const queue = queues.find(arn.split(':').at(-1) ?? '');
    if (!queue)
      throw new AwsError('ResourceNotFoundException', "The resource that you specified doesn't exist.", {
        status: 404,
      });
    return queue;
  };

  return {
    StartMessageMoveTask: (input) => {
      const { SourceArn, DestinationArn } = readInput(Start, input, code);
      const source = queueOf(SourceArn);
      const isDeadLetterQueue = queues
        .all()
        .some((q) => q.settings.RedrivePolicy?.deadLetterTargetArn === SourceArn);
      if (!isDeadLetterQueue)
        throw new AwsError(code, 'Source queue must be configured as a Dead Letter Queue.');
      const destination = DestinationArn === undefined ? undefined : queueOf(DestinationArn);
      const now = clock.now();
      let moved = 0;
      for (const message of messages.visible(source.name, now, -1)) {
        const target = destination?.name ?? message.source;
        if (target === null || !queues.find(target)) continue;
        messages.sendAnew(message, target, randomUUID(), now);
        waiting.wake(target);
        moved += 1;
      }
      tasks.unshift({
        SourceArn,
        ...(destination && { DestinationArn: arnOf(destination.name) }),
        ...{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: moved, StartedTimestamp: now },
      });
      return {
        TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: SourceArn })).toString(
          'base64',
        ),
      };
    },
    ListMessageMoveTasks: (input) => {
      const { SourceArn } = readInput(List, input, code);
      return { Results: tasks.filter((task) => task.SourceArn === SourceArn).slice(0, 10) };
    },
  };
};
