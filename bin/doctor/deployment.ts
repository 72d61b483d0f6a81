import * as z from 'zod';
import { CarriersVariable } from '../../adapters/carriers/registry.ts';
import { UsageError } from '../usage-error.ts';

const StackOutputs = z.object({
  ApiUrl: z.url(),
  ApiKeysTable: z.string(),
  AccountTokenKeyArn: z.string(),
  Carriers: CarriersVariable,
  /** Of a construct in an app of one's own, only where that app says so. */
  FirstKeySecretArn: z.string().optional(),
  SnsDeliveryLogsRoleArn: z.string().optional(),
});

/** What the doctor needs to know of a deployed stack: its outputs. */
export type Deployment = z.infer<typeof StackOutputs> & {
  /** Number of the account that the stack is in. */
  readonly account: string | undefined;
  /** URL by name. */
  readonly deadLetterQueues: Readonly<Record<string, string>>;
};

const suffix = 'DeadLetterQueueUrl';

/** @throws UsageError when these are not the outputs of this version of the stack. */
export const parseDeployment = (outputs: Readonly<Record<string, string>>): Deployment => {
  const read = StackOutputs.safeParse(outputs);
  if (!read.success) {
    const missing = read.error.issues.map(({ path }) => path[0]).join(', ');
    throw new UsageError(
      `These are the outputs of another version of the stack (${missing}): deploy it again, and write its outputs anew.`,
    );
  }
  const deadLetterQueues = Object.entries(outputs).flatMap(([name, url]) =>
    name.endsWith(suffix) ? [[name.slice(0, -suffix.length).toLowerCase(), url]] : [],
  );
  return {
    ...read.data,
    account: read.data.AccountTokenKeyArn.split(':')[4],
    deadLetterQueues: Object.fromEntries(deadLetterQueues),
  };
};
