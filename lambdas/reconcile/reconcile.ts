import { type Lane, lanes } from '../../core/lanes.ts';
import type { MessageState } from '../../core/message-state.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import type { IndexEntry, LaneEntries, Log, MessageReader, StatusReader } from '../../core/ports.ts';
import type { Status } from '../../core/status.ts';
import { walks } from '../../core/sweep/walks.ts';
import { type Work, workOf } from '../../core/sweep/work-of.ts';
import { createSweepIndex, type SweepIndexDeps } from './sweep-index.ts';

export type ReconcileDeps = SweepIndexDeps & {
  readonly messages: MessageReader;
  readonly statuses: StatusReader;
  readonly queues: Readonly<Record<Lane, LaneEntries>>;
  readonly closing: LaneEntries;
  /** How long a receipt may take, in seconds. */
  readonly receiptTimeoutSeconds: number;
  readonly log: Log;
};

type Found = { readonly state: MessageState; readonly work: Work };

/** Where a message may stand that somebody has to come back to. */
const unfinished: ReadonlySet<Status> = new Set(['scheduled', 'accepted', 'sending', 'sent', 'canceled']);

/**
 * Finds the messages that nobody would come back to, and puts an entry into a queue for each: what is to be done is
 * done there. Any of it may happen twice, because every entry may come twice.
 */
export const createReconcile = (deps: ReconcileDeps) => {
  const { messages, statuses, queues, closing, clock, log, receiptTimeoutSeconds } = deps;
  const sweepIndex = createSweepIndex(deps);

  const findWork = async (entries: readonly IndexEntry[]): Promise<Found[]> => {
    const ids = entries.map(({ messageId }) => messageId);
    const states = new Map((await statuses.findAll(ids)).map((state) => [state.messageId, state]));
    const open = ids.filter((id) => unfinished.has(states.get(id)?.status ?? 'accepted'));
    const now = clock();
    return (await messages.findAll(open)).flatMap((message) => {
      const state = states.get(message.messageId) ?? acceptedState(message);
      const work = workOf(message, state, now, receiptTimeoutSeconds * 1000);
      return work ? [{ state, work }] : [];
    });
  };

  const enqueue = async (found: readonly Found[]): Promise<void> => {
    const entriesOf = (kind: Work['kind'], lane?: Lane) =>
      found
        .filter(({ state, work }) => work.kind === kind && (lane ?? state.lane) === state.lane)
        .map(({ state: { messageId, tenant }, work }) => ({
          entry: { messageId, tenant },
          delaySeconds: work.kind === 'submit' ? work.delaySeconds : 0,
        }));
    for (const lane of lanes) await queues[lane].enqueueAll(entriesOf('submit', lane));
    await closing.enqueueAll(entriesOf('close'));
  };

  return async (remainingMs: () => number): Promise<void> => {
    for (const walk of walks(receiptTimeoutSeconds)) {
      let count = 0;
      await sweepIndex(walk, remainingMs, async (entries) => {
        const found = await findWork(entries);
        await enqueue(found);
        count += found.length;
      });
      if (count > 0) log.info('found work', { count, reason: walk.name });
    }
  };
};
