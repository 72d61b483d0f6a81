import { CommanderError } from 'commander';
import { SmsPipelineError } from '../../client/sms-pipeline-error.ts';
import { UsageError } from '../usage-error.ts';
import type { Terminal } from './terminal.ts';

/** docs/cli.md explains them. */
export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command ran, and what it was asked to bring about did not come about. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** The API, or what it would do, says no. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

const isRefusal = ({ code, status = 0 }: SmsPipelineError): boolean =>
  code !== 'unreachable' && code !== 'unexpected_answer' && status < 500;

const saidOf = ({ message, code, requestId }: SmsPipelineError): string =>
  `${message} (${code}${requestId === undefined ? '' : `, request ${requestId}`})`;

/** Tells the person what went wrong, in a sentence and without a stack, and the shell in a number. */
export const reportError = (error: unknown, terminal: Terminal, signal: AbortSignal): ExitCode => {
  if (signal.aborted) return exitCodes.interrupted;
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof SmsPipelineError) {
    terminal.say(saidOf(error));
    return isRefusal(error) ? exitCodes.refused : exitCodes.failed;
  }
  const ours = error instanceof UsageError || error instanceof CommandFailed || error instanceof Refused;
  terminal.say(ours ? error.message : String(error));
  if (error instanceof UsageError) return exitCodes.usage;
  return error instanceof Refused ? exitCodes.refused : exitCodes.failed;
};
