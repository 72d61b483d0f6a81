import { Command } from 'commander';
import { Refused } from '../exit-code.ts';
import { openApi } from '../open-api.ts';
import { type CommonOptions, withCommonOptions, withExamples } from '../options.ts';
import { showPreview } from '../show-message.ts';
import type { Surroundings } from '../surroundings.ts';
import { type TextOptions, textOf, withTextOptions } from '../text-options.ts';

export const previewCommand = (surroundings: Surroundings): Command => {
  const { terminal, signal } = surroundings;
  const command = withTextOptions(new Command('preview'))
    .description('Says what sending a text would do: segments, encoding, route and price. Nothing is sent.')
    .action(async (to: string, body: string, options: CommonOptions & TextOptions) => {
      const text = await textOf(to, body, options, terminal);
      const preview = await openApi(options, surroundings).preview(text, { signal });
      if (options.json) terminal.printJson(preview);
      else terminal.print(showPreview(preview));
      if (preview.accepted) return;
      const reasons = preview.errors.map(({ path, message }) => `${path} ${message}`);
      throw new Refused(['It would be refused.', ...reasons].join('\n- '));
    });
  return withExamples(withCommonOptions(command), [
    ["sms preview +447700900001 'Grüße – 5 €'", 'shows which character makes it longer'],
    ["sms preview +447700900001 'It’s here' --smart", 'with typographic characters replaced'],
  ]);
};
