import { Command } from 'commander';
import product from '../../package.json' with { type: 'json' };
import { dlqCommand } from './commands/dlq.ts';
import { doctorCommand } from './commands/doctor.ts';
import { keysCommand } from './commands/keys.ts';
import { listCommand } from './commands/list.ts';
import { previewCommand } from './commands/preview.ts';
import { sendCommand } from './commands/send.ts';
import { statusCommand } from './commands/status.ts';
import { tailCommand } from './commands/tail.ts';
import { cancelCommand, eraseCommand } from './commands/withdraw.ts';
import { type ExitCode, exitCodes, reportError } from './exit-code.ts';
import type { Surroundings } from './surroundings.ts';

const exitCodeHelp = `
Exit codes: 0 done; 1 failed, or not delivered; 2 wrong use; 3 refused.

The pipeline is that of --url, --outputs or --data-dir, else of SMS_URL or SMS_OUTPUTS, else the local run in
.sms-local. The API key is read from SMS_API_KEY; a local run's is found by itself.`;

/** In the order of the help. */
const commands = [
  sendCommand,
  previewCommand,
  statusCommand,
  listCommand,
  cancelCommand,
  eraseCommand,
  tailCommand,
  keysCommand,
  dlqCommand,
  doctorCommand,
];

export const createProgram = (surroundings: Surroundings): Command => {
  const program = new Command('sms')
    .description('Sends texts through an SMS pipeline, follows them, and looks after it.')
    .version(product.version)
    .addHelpText('after', exitCodeHelp);
  for (const create of commands) program.addCommand(create(surroundings));
  return program;
};

const everyCommand = (command: Command): Command[] => [command, ...command.commands.flatMap(everyCommand)];

/** Runs one command line, without the names of Node and the script. Never throws. */
export const runSms = async (args: readonly string[], surroundings: Surroundings): Promise<ExitCode> => {
  const { terminal, signal } = surroundings;
  const program = createProgram(surroundings);
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    return reportError(error, terminal, signal);
  }
};
