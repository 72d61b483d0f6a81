import { Command } from 'commander';
import { openApi } from '../open-api.ts';
import { type CommonOptions, withCommonOptions, withExamples } from '../options.ts';
import { showSummary } from '../show-message.ts';
import type { Surroundings } from '../surroundings.ts';

export const cancelCommand = (surroundings: Surroundings): Command => {
  const { terminal, signal } = surroundings;
  const command = new Command('cancel')
    .description('Cancels a message that was not submitted yet.')
    .argument('<message-id>')
    .action(async (messageId: string, options: CommonOptions) => {
      const message = await openApi(options, surroundings).cancel(messageId, { signal });
      if (options.json) terminal.printJson(message);
      else terminal.print(showSummary(message));
    });
  return withExamples(withCommonOptions(command), [
    ['sms cancel msg_01a2…', 'exit code 3 when it is too late'],
  ]);
};

export const eraseCommand = (surroundings: Surroundings): Command => {
  const { terminal, signal } = surroundings;
  const command = new Command('erase')
    .description('Erases number and text of a message that will not be submitted any more; its status stays.')
    .argument('<message-id>')
    .action(async (messageId: string, options: CommonOptions) => {
      await openApi(options, surroundings).erase(messageId, { signal });
      if (options.json) terminal.printJson({ messageId, erased: true });
      else terminal.print(`The content of ${messageId} is erased.`);
    });
  return withExamples(withCommonOptions(command), [
    ['sms erase msg_01a2…', 'exit code 3 while it may still be submitted'],
  ]);
};
