import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { Command } from 'commander';
import { type BusEvent, showEvent } from '../events/bus-event.ts';
import { deployedEvents } from '../events/deployed-events.ts';
import { localEvents } from '../events/local-events.ts';
import { openSqs, outputOf } from '../open-aws.ts';
import { type CommonOptions, whole, withCommonOptions, withExamples } from '../options.ts';
import type { Surroundings } from '../surroundings.ts';
import { resolveTarget } from '../target.ts';

type Options = CommonOptions & {
  readonly message?: string;
  readonly type?: string;
  readonly count?: number;
};

const openEvents = (options: Options, surroundings: Surroundings): AsyncGenerator<BusEvent> => {
  const target = resolveTarget(options, surroundings);
  if (target.eventsUrl !== undefined) return localEvents(target.eventsUrl, surroundings);
  const bus = outputOf(target, 'EventBusName');
  return deployedEvents(bus, new EventBridgeClient(target.aws()), openSqs(target), surroundings);
};

const fits = ({ type, data }: BusEvent, options: Options): boolean =>
  (options.message === undefined || data.messageId === options.message) &&
  (options.type === undefined || type === options.type);

export const tailCommand = (surroundings: Surroundings): Command => {
  const { terminal, signal } = surroundings;
  const command = new Command('tail')
    .description('Shows events as they reach the bus, until it is interrupted.')
    .option('--message <message-id>', 'only those of one message')
    .option('--type <type>', 'only those of one type: sms.message.delivered')
    .option('--count <count>', 'end after so many', whole(1, 1_000_000))
    .action(async (options: Options) => {
      let left = options.count ?? Number.POSITIVE_INFINITY;
      try {
        for await (const event of openEvents(options, surroundings)) {
          if (!fits(event, options)) continue;
          if (options.json) terminal.printJson(event);
          else terminal.print(showEvent(event));
          left -= 1;
          if (left === 0) break;
        }
      } catch (error) {
        // To interrupt it is the way to end it.
        if (!signal.aborted) throw error;
      }
    });
  return withExamples(withCommonOptions(command), [
    ['sms tail', 'every event'],
    ['sms tail --type sms.message.failed --json | jq -r .data.error.code', 'why texts fail, as they do'],
  ]);
};
