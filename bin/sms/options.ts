import { type Command, InvalidArgumentError } from 'commander';
import type { TargetOptions } from './target.ts';

/** What every command takes. */
export type CommonOptions = TargetOptions & { readonly json?: true };

/** Adds the options that say which pipeline is meant, and who reads the result. */
export const withCommonOptions = (command: Command): Command =>
  command
    .option('--json', 'print JSON, one object a line')
    .optionsGroup('Which pipeline:')
    .option('--data-dir <dir>', 'a local run (default: the one in .sms-local)')
    .option('--url <url>', 'a deployed API (or SMS_URL)')
    .option('--key <key>', 'its API key; better in the environment, as SMS_API_KEY')
    .option('--outputs <file>', 'a deployed stack, by what cdk deploy --outputs-file wrote (or SMS_OUTPUTS)')
    .option('--stack <name>', 'which of several stacks in that file');

/** A whole number from a command line. */
export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d{1,15}$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`);
  };

/** An example for `--help`: the command, and what it does. */
export type Example = readonly [command: string, meaning: string];

export const withExamples = (command: Command, examples: readonly Example[]): Command => {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}\n`);
};
