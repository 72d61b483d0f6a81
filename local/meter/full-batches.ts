import * as z from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsCall } from '../aws/call.ts';
import type { Gate } from '../aws/gates.ts';

const Batch = z.object({ Entries: z.array(z.unknown()).optional() });

const entriesIn = ({ input }: AwsCall): number => Batch.parse(input).Entries?.length ?? 1;

/** Entries of one queue that nobody was given yet, and those that are not deleted yet. */
type Level = { unread: number; undone: number };

/**
 * Makes Lambda's pollers read a queue only when it holds a whole batch, as they do under load: then a bill does not
 * depend on how fast the machine is. Queues that `isLast` are read once the others are empty.
 */
export const createFullBatches = (isLast: (queueUrl: string) => boolean) => {
  let batchSize = 1;
  const levels = new Map<string, Level>();
  const waiting = new Set<() => void>();

  const levelOf = (url: string): Level => {
    const level = levels.get(url) ?? { unread: 0, undone: 0 };
    levels.set(url, level);
    return level;
  };
  const othersAreDone = (): boolean => [...levels].every(([url, { undone }]) => isLast(url) || undone === 0);
  const mayRead = (url: string): boolean =>
    levelOf(url).unread >= batchSize && (!isLast(url) || othersAreDone());
  const changed = (): void => {
    for (const wake of waiting) wake();
  };

  /** Takes a batch out of what is unread, once there is one. */
  const turn = async (url: string, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && !mayRead(url)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.add(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
      await promise;
      waiting.delete(resolve);
    }
    if (signal.aborted) throw new AwsError('InternalError', 'The caller has gone', { status: 500 });
    levelOf(url).unread -= batchSize;
  };

  const gate: Gate = async (call, next) => {
    if (call.service !== 'sqs') return next(call);
    const url = String(call.input.QueueUrl);
    if (call.action === 'ReceiveMessage' && call.caller === 'event-source-mapping')
      await turn(url, call.signal);
    const answer = await next(call);
    const level = levelOf(url);
    if (call.action.startsWith('SendMessage')) {
      level.unread += entriesIn(call);
      level.undone += entriesIn(call);
    }
    if (call.action.startsWith('DeleteMessage')) level.undone -= entriesIn(call);
    changed();
    return answer;
  };

  return {
    gate,
    /** How many entries a whole batch has from now on. */
    resize: (size: number): void => {
      batchSize = size;
      changed();
    },
    isIdle: (): boolean => [...levels.values()].every(({ undone }) => undone === 0),
  };
};
