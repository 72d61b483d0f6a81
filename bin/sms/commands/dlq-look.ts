import { Command } from 'commander';
import { ageOf } from '../dlq/age.ts';
import { borrowFirst, borrowNamed } from '../dlq/borrow-entries.ts';
import { type NamedQueue, queueNamed } from '../dlq/dead-letter-queues.ts';
import { type Inspected, inspectEntries, reasonOf } from '../dlq/inspect-entries.ts';
import { type Dlq, openDlq } from '../dlq/open-dlq.ts';
import { CommandFailed } from '../exit-code.ts';
import { type CommonOptions, whole, withCommonOptions, withExamples } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

/** How many entries are looked at for the oldest one: SQS itself does not tell. */
const lookedAt = 100;

const summaryOf = async ({ name, queue }: NamedQueue) => {
  const count = await queue.size();
  if (count === 0) return { queue: name, count };
  const entries = await borrowFirst(queue, lookedAt);
  await queue.giveBack(entries);
  const oldestSentAt = entries.map(({ sentAt }) => sentAt).sort()[0];
  return { queue: name, count, oldestSentAt, exact: entries.length < lookedAt };
};

export const listCommand = (surroundings: Surroundings): Command => {
  const { terminal, now } = surroundings;
  const command = new Command('list')
    .description('Lists the dead-letter queues: how many entries each has, and how old the oldest is.')
    .action(async (options: CommonOptions) => {
      const summaries = await Promise.all(openDlq(options, surroundings).queues.map(summaryOf));
      if (options.json) return summaries.forEach(terminal.printJson);
      const rows = summaries.map(({ queue, count, oldestSentAt, exact }) => {
        const age = oldestSentAt && `${exact ? '' : 'at least '}${ageOf(oldestSentAt, now())}`;
        return [queue, count, age];
      });
      terminal.print(table(['queue', 'entries', 'oldest'], rows));
    });
  return withExamples(withCommonOptions(command), [
    ['sms dlq list', 'every queue; all is well with none in any'],
  ]);
};

const showEntries = (entries: readonly Inspected[], now: Date): string =>
  table(
    ['entry', 'message', 'status', 'age', 'given up', 'why'],
    entries.map((entry) => [
      ...[entry.entryId, entry.messageId ?? entry.carrierMessageId, entry.status, ageOf(entry.sentAt, now)],
      ...[entry.note?.at, reasonOf(entry)],
    ]),
  );

/** What is not in the queue any more may have been dropped. */
const sayMissing = async (
  { notes }: Dlq,
  missing: readonly string[],
  say: (line: string) => void,
): Promise<void> => {
  const noted = await notes.findAll(missing);
  for (const id of missing) {
    const droppedAt = noted.get(id)?.droppedAt;
    say(`${id} ${droppedAt === undefined ? 'is not in the queue' : `was dropped ${droppedAt}`}.`);
  }
};

export const showCommand = (surroundings: Surroundings): Command => {
  const { terminal, now } = surroundings;
  const command = new Command('show')
    .description('Shows entries: whose message, where it stands, and why it was given up.')
    .argument('<queue>')
    .argument('[ids...]', 'ids of entries or messages')
    .option('--limit <count>', 'how many at most', whole(1, 10_000), 20)
    .action(async (name: string, ids: string[], options: CommonOptions & { readonly limit: number }) => {
      const dlq = openDlq(options, surroundings);
      const queue = queueNamed(name, dlq.queues);
      const { entries, missing } =
        ids.length > 0
          ? await borrowNamed(queue, ids)
          : { entries: await borrowFirst(queue, options.limit), missing: [] };
      try {
        const inspected = await inspectEntries(dlq, entries);
        if (options.json) {
          for (const entry of inspected) terminal.printJson({ ...entry, reason: reasonOf(entry) });
        } else terminal.print(showEntries(inspected, now()));
      } finally {
        await queue.giveBack(entries);
      }
      await sayMissing(dlq, missing, terminal.say);
      if (missing.length > 0) throw new CommandFailed(`${missing.length} of ${ids.length} were not found.`);
    });
  return withExamples(withCommonOptions(command), [
    ['sms dlq show otp', 'the first twenty of a queue'],
    ['sms dlq show otp msg_01a2…', 'the entry of one message'],
    ['sms dlq show otp --limit 10000 --json | jq -r .reason | sort | uniq -c', 'counts by reason'],
  ]);
};
