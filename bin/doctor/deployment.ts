import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { CarriersVariable } from '../../adapters/carriers/registry.ts';
import { UsageError } from '../usage-error.ts';

const Outputs = z.record(z.string(), z.string());

const StackOutputs = z.object({
  ApiUrl: z.url(),
  ApiKeysTable: z.string(),
  Carriers: CarriersVariable,
  SnsDeliveryLogsRoleArn: z.string().optional(),
});

/** What the doctor needs to know of a deployed stack: its outputs. */
export type Deployment = z.infer<typeof StackOutputs> & {
  /** URL by name. */
  readonly deadLetterQueues: Readonly<Record<string, string>>;
};

const suffix = 'DeadLetterQueueUrl';

/** @throws UsageError when these are not the outputs of this version of the stack. */
export const parseDeployment = (given: unknown): Deployment => {
  const outputs = Outputs.safeParse(given);
  const read = StackOutputs.safeParse(given);
  if (!outputs.success || !read.success) {
    const missing = read.error?.issues.map(({ path }) => path[0]).join(', ');
    throw new UsageError(`These are the outputs of another version of the stack (${missing}): deploy again.`);
  }
  const deadLetterQueues = Object.entries(outputs.data).flatMap(([name, url]) =>
    name.endsWith(suffix) ? [[name.slice(0, -suffix.length).toLowerCase(), url]] : [],
  );
  return { ...read.data, deadLetterQueues: Object.fromEntries(deadLetterQueues) };
};

/**
 * Reads what `cdk deploy --outputs-file` wrote. Undefined when nothing was deployed yet.
 * @throws UsageError when the stack is not in the file.
 */
export const readDeployment = (file: string, stack: string): Deployment | undefined => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const own = z.record(z.string(), z.unknown()).parse(JSON.parse(text))[stack];
  if (own === undefined) {
    throw new UsageError(`${file} has no outputs of a stack ${stack}: name yours with --stack.`);
  }
  return parseDeployment(own);
};
