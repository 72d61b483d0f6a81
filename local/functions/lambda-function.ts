import * as z from 'zod';
import type { CloudContext, Resource } from '../resource.ts';
import { documentation, readProperties, WholeNumber } from '../template/properties.ts';
import { Code, codePathOf } from './function-code.ts';

/** What AWS would act on and we don't must not be listed here: strict objects refuse it by name. */
const Properties = z.strictObject({
  ...documentation,
  FunctionName: z.string().optional(),
  Handler: z.string().regex(/^[^.]+(\.[^.]+)+$/, 'must be a file and an export, such as index.handler'),
  Runtime: z.string().regex(/^nodejs\d+\.x$/, 'must be a Node.js runtime'),
  Code,
  Role: z.string(),
  Timeout: WholeNumber.pipe(z.int().min(1).max(900)).default(3),
  MemorySize: WholeNumber.pipe(z.int().min(128).max(10_240)).default(128),
  ReservedConcurrentExecutions: WholeNumber.optional(),
  Environment: z
    .strictObject({ Variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) })
    .default({ Variables: {} }),
  // Without a local effect: one processor architecture, no traces, logs in files, no loop detection, no encryption.
  Architectures: z.unknown().optional(),
  TracingConfig: z.unknown().optional(),
  LoggingConfig: z.unknown().optional(),
  RecursiveLoop: z.unknown().optional(),
  RuntimeManagementConfig: z.unknown().optional(),
  KmsKeyArn: z.unknown().optional(),
  PackageType: z.literal('Zip').optional(),
  EphemeralStorage: z.unknown().optional(),
});

/** A function of the template, ready to run. */
export type LambdaFunction = {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  readonly runtime: string;
  readonly codePath: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** As the template reserves them; undefined: the local default. */
  readonly reservedConcurrency: number | undefined;
  readonly variables: Readonly<Record<string, string>>;
};

/** Names that Lambda keeps for itself. */
const reserved =
  /^(AWS_(ACCESS_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_.*)|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR|_HANDLER|_X_AMZN_TRACE_ID)$/;

export const readFunction = (
  resource: Resource,
  { region, accountId, dataDir }: CloudContext,
  assetPath: (objectKey: string) => string | undefined,
): LambdaFunction => {
  const properties = readProperties(resource, Properties);
  const { logicalId } = resource;
  const name = properties.FunctionName ?? logicalId;
  const codePath = codePathOf(properties.Code, logicalId, dataDir, assetPath);
  const variables = Object.entries(properties.Environment.Variables).map(([key, value]) => {
    if (reserved.test(key)) throw new Error(`${logicalId}: Lambda reserves the environment variable ${key}`);
    return [key, String(value)];
  });
  return {
    logicalId,
    name,
    arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    handler: properties.Handler,
    runtime: properties.Runtime,
    codePath,
    timeoutSeconds: properties.Timeout,
    memoryMegabytes: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    variables: Object.fromEntries(variables),
  };
};
