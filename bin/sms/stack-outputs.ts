import * as z from 'zod';
import { UsageError } from '../usage-error.ts';

const Outputs = z.record(z.string(), z.string());
/** `cdk deploy --outputs-file` writes those of each stack under its name. */
const ByStack = z.record(z.string(), Outputs);

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export type StackOutputs = { readonly stack?: string; readonly outputs: Readonly<Record<string, string>> };

/**
 * Reads the outputs of a stack from a file.
 * @throws UsageError when it is not there, is none, or holds several pipelines and none is named.
 */
export const stackOutputs = (
  file: string,
  stack: string | undefined,
  readFile: (path: string) => string | undefined,
): StackOutputs => {
  const content = readFile(file);
  if (content === undefined) {
    throw new UsageError(`There is no ${file}: cdk deploy --outputs-file ${file} writes it.`);
  }
  const json = parseJson(content);
  const flat = Outputs.safeParse(json).data;
  if (flat) return { outputs: flat };
  const stacks = Object.entries(ByStack.safeParse(json).data ?? {}).filter(([name, outputs]) =>
    stack === undefined ? outputs.ApiUrl !== undefined : name === stack,
  );
  const [only, ...others] = stacks;
  if (only && others.length === 0) return { stack: only[0], outputs: only[1] };
  throw new UsageError(
    only
      ? `${file} has several pipelines: name one with --stack ${stacks.map(([name]) => name).join(' or ')}.`
      : `${file} has no outputs of ${stack ?? 'a pipeline'}: cdk deploy --outputs-file ${file} writes them.`,
  );
};
