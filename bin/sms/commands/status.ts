import { Command } from 'commander';
import { awaitFinal, mustBeDelivered } from '../await-final.ts';
import { openApi } from '../open-api.ts';
import { type CommonOptions, whole, withCommonOptions, withExamples } from '../options.ts';
import { showMessage } from '../show-message.ts';
import type { Surroundings } from '../surroundings.ts';

type Options = CommonOptions & { readonly wait?: true; readonly timeout: number };

export const statusCommand = (surroundings: Surroundings): Command => {
  const { terminal, signal } = surroundings;
  const command = new Command('status')
    .description('Shows a message, how it got there, and who was asked to send it.')
    .argument('<message-id>')
    .option('--wait', 'wait until it is final, and fail unless it is delivered')
    .option('--timeout <seconds>', 'how long to wait', whole(1, 86_400), 120)
    .action(async (messageId: string, options: Options) => {
      const client = openApi(options, surroundings);
      const message = options.wait
        ? await awaitFinal(client, messageId, options.timeout, surroundings)
        : await client.get(messageId, { signal });
      if (options.json) terminal.printJson(message);
      else terminal.print(showMessage(message));
      if (options.wait) mustBeDelivered(message);
    });
  return withExamples(withCommonOptions(command), [
    ['sms status msg_01a2…', 'the message, its timeline and its attempts'],
    ['sms status msg_01a2… --wait --timeout 30', 'exit code 1 unless it is delivered by then'],
  ]);
};
