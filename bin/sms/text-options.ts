import { type Command, Option } from 'commander';
import type { Lane, MessageRequest, Policy } from '../../client/api-types.ts';
import { lanes } from '../../core/lanes.ts';
import { Policy as policies } from '../../core/policy.ts';
import { whole } from './options.ts';
import type { Terminal } from './terminal.ts';

/** What may be said of a text beside its recipient and its body. */
export type TextOptions = {
  readonly from?: string;
  readonly type?: Lane;
  readonly carrier?: string;
  readonly sendAt?: string;
  readonly validity?: number;
  readonly reference?: string;
  readonly policy?: Policy;
  readonly country?: string;
  readonly smart?: true;
};

export const withTextOptions = (command: Command): Command =>
  command
    .argument('<to>', 'the recipient, in E.164: +447700900001')
    .argument('<body>', 'the text; - reads it from standard input')
    .option('--from <sender>', 'the sender (default: the carrier’s own)')
    .addOption(new Option('--type <lane>', 'what kind of text it is').choices(lanes))
    .option('--carrier <name>', 'the carrier, instead of the routed one')
    .option('--send-at <time>', 'not before: ISO 8601, at most 30 days ahead')
    .option('--validity <seconds>', 'how long it is worth sending', whole(1, 2_592_000))
    .option('--reference <text>', 'your own; it comes back in the message and its events')
    .addOption(
      new Option('--policy <policy>', 'when nobody can tell whether the carrier took it').choices(
        policies.options,
      ),
    )
    .option('--country <code>', 'the country of a national number')
    .option('--smart', 'replace typographic characters where that saves segments');

/** The request of the API; `-` for a body is what is piped in, without the line break that ends it. */
export const textOf = async (
  to: string,
  body: string,
  options: TextOptions,
  terminal: Terminal,
): Promise<MessageRequest> => ({
  to,
  body: body === '-' ? (await terminal.readInput()).replace(/\r?\n$/, '') : body,
  from: options.from,
  type: options.type,
  carrier: options.carrier,
  sendAt: options.sendAt,
  validitySeconds: options.validity,
  reference: options.reference,
  policy: options.policy,
  defaultCountry: options.country,
  smartEncoding: options.smart,
});
