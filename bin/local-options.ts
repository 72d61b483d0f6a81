import { parseArgs } from 'node:util';
import * as z from 'zod';
import { UsageError } from './usage-error.ts';

const usage = `Runs the pipeline on this machine, from the template that cdk deploy would deploy.

  npm start -- [options]

  --port N         port of the API; 0 takes any that is free (default 4020)
  --data-dir DIR   where messages, queues and logs are kept (default .sms-local)
  --fresh          forget what the data folder holds
  --seed N         what the carrier simulator draws its delays from (default 1)
  --endpoint URL   send AWS calls to another emulator: LocalStack, moto …
  --help           this text
`;

const Options = z.object({
  port: z
    .string()
    .default('4020')
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      '--port takes a number from 0 to 65535',
    )
    .transform(Number),
  'data-dir': z.string().min(1, '--data-dir takes a folder').default('.sms-local'),
  fresh: z.boolean().default(false),
  seed: z
    .string()
    .default('1')
    .refine((text) => /^\d{1,15}$/.test(text), '--seed takes a whole number')
    .transform(Number),
  endpoint: z.url({ protocol: /^https?$/, error: '--endpoint takes an http or https URL' }).optional(),
  help: z.boolean().default(false),
});

export type LocalOptions = {
  readonly port: number;
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly seed: number;
  readonly endpoint: string | undefined;
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        fresh: { type: 'boolean' },
        seed: { type: 'string' },
        endpoint: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : 'The options cannot be read.'}\n\n${usage}`,
    );
  }
};

/** Reads the options of `npm start`. @throws UsageError; answers the help text instead of options for `--help`. */
export const readOptions = (args: readonly string[]): LocalOptions | { readonly help: string } => {
  const parsed = Options.safeParse(parse(args));
  if (!parsed.success) {
    throw new UsageError(`${parsed.error.issues.map(({ message }) => message).join('\n')}\n\n${usage}`);
  }
  const { 'data-dir': dataDir, port, fresh, seed, endpoint, help } = parsed.data;
  return help ? { help: usage } : { port, dataDir, fresh, seed, endpoint };
};
