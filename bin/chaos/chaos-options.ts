import { parseArgs } from 'node:util';
import * as z from 'zod';
import { UsageError } from '../usage-error.ts';

const usage = `Runs the pipeline on this machine while AWS fails and functions die, and checks what came of it.

  npm run chaos -- [options]

  --seed S       what decides the faults and the texts (default: drawn, and printed)
  --seeds N      how many seeds, from S on (default 1)
  --messages N   texts for each seed, 1 to 10000 (default 500)
  --help         this text

Ends with 1 if a text was lost, doubled, or told otherwise than it went. 50 seeds in a row or more must also have met
every kind of fault, and the death of each function before and after each of its first calls.
`;

const whole = (name: string, least: number, most: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most,
      `--${name} takes a whole number from ${least} to ${most}`,
    )
    .transform(Number);

const Options = z.object({
  seed: whole('seed', 0, 999_999_999).optional(),
  seeds: whole('seeds', 1, 10_000).default(1),
  messages: whole('messages', 1, 10_000).default(500),
});

export type ChaosOptions = { readonly seed: number; readonly seeds: number; readonly messages: number };

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { seed: text, seeds: text, messages: text, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'unreadable options'}\n\n${usage}`);
  }
};

/** Reads the options of `npm run chaos`. @throws UsageError; answers the help text instead for `--help`. */
export const readChaosOptions = (
  args: readonly string[],
  drawSeed: () => number,
): ChaosOptions | { readonly help: string } => {
  const { help, ...given } = parse(args);
  if (help) return { help: usage };
  const parsed = Options.safeParse(given);
  if (!parsed.success) {
    throw new UsageError(`${parsed.error.issues.map(({ message }) => message).join('\n')}\n\n${usage}`);
  }
  return { ...parsed.data, seed: parsed.data.seed ?? drawSeed() };
};
