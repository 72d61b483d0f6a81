import type { DeadLetterQueue, Move } from '../../../adapters/sqs/dead-letter-queue.ts';
import { CommandFailed } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';

const lookEveryMs = 1_000;

const describe = ({ moved, total }: Move): string =>
  total === undefined ? `${moved} entries moved` : `${moved} of ${total} entries moved`;

/**
 * Has SQS move all entries, and waits until it has; a redrive that is waited for no more goes on.
 * @returns how many were moved
 * @throws CommandFailed when SQS gives up
 */
export const redriveAll = async (
  queue: DeadLetterQueue,
  rate: number | undefined,
  { terminal, sleep, signal }: Pick<Surroundings, 'terminal' | 'sleep' | 'signal'>,
): Promise<number> => {
  const before = (await queue.findMove())?.startedAt ?? 0;
  await queue.startMove(rate);
  for (;;) {
    const move = await queue.findMove();
    if (move && move.startedAt > before) {
      if (move.state === 'done') return move.moved;
      if (move.state === 'failed')
        throw new CommandFailed(`${describe(move)}, then SQS said: ${move.reason}`);
      terminal.progress(describe(move));
    }
    await sleep(lookEveryMs, signal);
  }
};
