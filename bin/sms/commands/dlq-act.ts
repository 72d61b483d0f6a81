import { Command } from 'commander';
import type { DeadLetter } from '../../../adapters/sqs/dead-letter-queue.ts';
import { UsageError } from '../../usage-error.ts';
import { borrowNamed } from '../dlq/borrow-entries.ts';
import { queueNamed } from '../dlq/dead-letter-queues.ts';
import { dropEntries } from '../dlq/drop-entries.ts';
import { openDlq } from '../dlq/open-dlq.ts';
import { redriveAll } from '../dlq/redrive-all.ts';
import { CommandFailed } from '../exit-code.ts';
import { type CommonOptions, whole, withCommonOptions, withExamples } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';

type Options = CommonOptions & { readonly all?: true };

/** @throws UsageError unless it is clear which entries are meant. */
const mustChoose = (ids: readonly string[], all: true | undefined): void => {
  if (ids.length > 0 === (all === true))
    throw new UsageError('Name entries or messages by their ids, or give --all.');
};

const mustBeFound = (missing: readonly string[]): void => {
  if (missing.length > 0) throw new CommandFailed(`Not in the queue: ${missing.join(', ')}`);
};

export const redriveCommand = (surroundings: Surroundings): Command => {
  const { terminal } = surroundings;
  const command = new Command('redrive')
    .description('Puts entries back into the queue that they came from. They pass all gates again.')
    .argument('<queue>')
    .argument('[ids...]', 'ids of entries or messages')
    .option('--all', 'all that are in the queue')
    .option(
      '--rate <count>',
      'with --all: at most so many a second (default: as many as SQS likes)',
      whole(1, 500),
    )
    .action(async (name: string, ids: string[], options: Options & { readonly rate?: number }) => {
      mustChoose(ids, options.all);
      const { queues } = openDlq(options, surroundings);
      const queue = queueNamed(name, queues);
      if (options.all) {
        const redriven = await redriveAll(queue, options.rate, surroundings);
        if (options.json) terminal.printJson({ queue: name, redriven });
        else terminal.print(`${redriven} entries are back in ${name}.`);
        return;
      }
      const { entries, missing } = await borrowNamed(queue, ids);
      for (const entry of entries) {
        await queue.sendBack(entry);
        if (options.json) terminal.printJson({ queue: name, entryId: entry.entryId, redriven: true });
        else terminal.print(`${entry.entryId} is back in ${name}.`);
      }
      mustBeFound(missing);
    });
  return withExamples(withCommonOptions(command), [
    ['sms dlq redrive otp --all --rate 50', 'all, fifty a second; waits until they have moved'],
    ['sms dlq redrive otp msg_01a2…', 'that of one message'],
  ]);
};

type DropOptions = Options & { readonly yes?: true };

export const dropCommand = (surroundings: Surroundings): Command => {
  const { terminal } = surroundings;
  const mustAgree = async (what: string, yes: true | undefined): Promise<void> => {
    if (yes) return;
    const answer = await terminal.ask(`Drop ${what} for good? [y/N]`);
    if (answer === undefined) throw new UsageError('Nobody can be asked here: give --yes to drop them.');
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailed('Nothing was dropped.');
  };

  const command = new Command('drop')
    .description('Takes entries out for good, after a question. What was dropped is noted for two weeks.')
    .argument('<queue>')
    .argument('[ids...]', 'ids of entries or messages')
    .option('--all', 'all that are in the queue')
    .option('--yes', 'do not ask')
    .action(async (name: string, ids: string[], options: DropOptions) => {
      mustChoose(ids, options.all);
      const dlq = openDlq(options, surroundings);
      const queue = queueNamed(name, dlq.queues);
      const drop = async (entries: readonly DeadLetter[]): Promise<void> => {
        await dropEntries(dlq.notes, queue, entries, surroundings.now());
        for (const { entryId } of entries) {
          if (options.json) terminal.printJson({ queue: name, entryId, dropped: true });
          else terminal.print(`${entryId} is dropped.`);
        }
      };
      if (options.all) {
        await mustAgree(`all ${await queue.size()} entries of ${name} in ${dlq.target}`, options.yes);
        for await (const batch of queue.borrow()) await drop(batch);
        return;
      }
      await mustAgree(`${ids.length} of ${name} in ${dlq.target}`, options.yes);
      const { entries, missing } = await borrowNamed(queue, ids);
      await drop(entries);
      mustBeFound(missing);
    });
  return withExamples(withCommonOptions(command), [
    ['sms dlq drop receipts 6f0c…', 'one entry, after a question'],
    ['sms dlq drop receipts --all --yes', 'all that are there, without'],
  ]);
};
