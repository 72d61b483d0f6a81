import { Command, Option } from 'commander';
import type { Lane, Message, Status } from '../../../client/api-types.ts';
import { lanes } from '../../../core/lanes.ts';
import { Status as statuses } from '../../../core/status.ts';
import { openApi } from '../open-api.ts';
import { type CommonOptions, whole, withCommonOptions, withExamples } from '../options.ts';
import { showMessages } from '../show-message.ts';
import type { Surroundings } from '../surroundings.ts';

type Options = CommonOptions & {
  readonly to?: string;
  readonly status?: Status;
  readonly type?: Lane;
  readonly reference?: string;
  readonly from?: string;
  readonly until?: string;
  readonly limit: number;
  readonly all?: true;
};

const filtersOf = ({ to, status, type, reference, from, until }: Options) =>
  Object.fromEntries(
    Object.entries({ to, status, type, reference, from, until }).filter(([, value]) => value !== undefined),
  );

export const listCommand = (surroundings: Surroundings): Command => {
  const { terminal, signal } = surroundings;
  const command = new Command('list')
    .description('Lists messages, newest first.')
    .option('--to <number>', 'only those to this number')
    .addOption(new Option('--status <status>', 'only those in this status').choices(statuses.options))
    .addOption(new Option('--type <lane>', 'only those of this kind').choices(lanes))
    .option('--reference <text>', 'only those with this reference')
    .option('--from <time>', 'only those made since: ISO 8601')
    .option('--until <time>', 'only those made before: ISO 8601')
    .option('--limit <count>', 'how many at most', whole(1, 1_000_000), 20)
    .option('--all', 'as many as there are')
    .action(async (options: Options) => {
      const { limit, all, json } = options;
      const found: Message[] = [];
      let count = 0;
      for await (const message of openApi(options, surroundings).list(filtersOf(options), { signal })) {
        count += 1;
        if (json) terminal.printJson(message);
        else found.push(message);
        if (!all && count === limit) break;
      }
      if (!json) terminal.print(showMessages(found));
      if (!all && count === limit) terminal.say(`The newest ${limit}: --all shows every one.`);
    });
  return withExamples(withCommonOptions(command), [
    ['sms list --status failed --from 2026-11-22T00:00:00Z', 'what failed since then'],
    ['sms list --to +447700900001 --limit 5', 'the last five to a number'],
    ['sms list --all --json | jq -r .status | sort | uniq -c', 'counts by status'],
  ]);
};
