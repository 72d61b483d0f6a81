import { Command } from 'commander';
import { awaitFinal, mustBeDelivered } from '../await-final.ts';
import { openApi } from '../open-api.ts';
import { type CommonOptions, whole, withCommonOptions, withExamples } from '../options.ts';
import { showMessage, showSummary } from '../show-message.ts';
import type { Surroundings } from '../surroundings.ts';
import { type TextOptions, textOf, withTextOptions } from '../text-options.ts';

type Options = CommonOptions &
  TextOptions & { readonly idempotencyKey?: string; readonly wait?: true; readonly timeout: number };

export const sendCommand = (surroundings: Surroundings): Command => {
  const { terminal, signal } = surroundings;
  const command = withTextOptions(new Command('send'))
    .description('Sends a text.')
    .option('--idempotency-key <key>', 'your own: the same key sends once, however often it is called')
    .option('--wait', 'wait until it is final, and fail unless it is delivered')
    .option('--timeout <seconds>', 'how long to wait', whole(1, 86_400), 120)
    .action(async (to: string, body: string, options: Options) => {
      const client = openApi(options, surroundings);
      const text = await textOf(to, body, options, terminal);
      const { idempotencyKey, json, wait } = options;
      const sent = await client.send(text, {
        signal,
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      });
      const message = wait ? await awaitFinal(client, sent.messageId, options.timeout, surroundings) : sent;
      if (json) terminal.printJson(message);
      else terminal.print(wait ? showMessage(message) : showSummary(message));
      if (wait) mustBeDelivered(message);
    });
  return withExamples(withCommonOptions(command), [
    ["sms send +447700900001 'Your code is 482913.' --type otp", 'sends, and prints the message'],
    ['sms send +447700900001 - < text.txt', 'takes the text from a file'],
    ["sms send +447700900001 'Hello' --wait", 'waits for the receipt; exit code 1 unless delivered'],
    ["sms send +447700900001 'Hello' --json | jq -r .messageId", 'for a script'],
  ]);
};
