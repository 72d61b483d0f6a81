import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudContext, Resource, ResourceHandler } from '../resource.ts';
import { type Answer, openAnswerServer } from './answer-server.ts';

const Properties = z.looseObject({
  ServiceToken: z.string(),
  ServiceTimeout: z.coerce.number().int().min(1).max(3600).default(3600),
});

const Made = z.object({ physicalId: z.string(), properties: z.string() });

export type CustomResources = {
  readonly handler: ResourceHandler;
  /** Asks the functions behind the resources, in the order of the template, for what is not made yet or has changed. */
  readonly make: () => Promise<void>;
};

/** CloudFormation hands every scalar on as text. */
const asText = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asText(inner)]));
  return String(value);
};

/**
 * AWS::CloudFormation::CustomResource and Custom::…, with a function behind them. Each is made once in a data folder, after
 * all other resources: what one refers to by `Ref` or `Fn::GetAtt` is not there yet, and is refused.
 */
export const createCustomResources = (
  { store, functions, accountId, region }: CloudContext,
  stackName: string,
): CustomResources => {
  store.exec(`CREATE TABLE IF NOT EXISTS custom_resources (
    logicalId TEXT PRIMARY KEY, physicalId TEXT NOT NULL, properties TEXT NOT NULL)`);
  const find = store.prepare('SELECT physicalId, properties FROM custom_resources WHERE logicalId = ?');
  const remember = store.prepare('INSERT OR REPLACE INTO custom_resources VALUES (?, ?, ?)');
  const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`;
  const declared: Resource[] = [];

  const ask = async (functionArn: string, seconds: number, event: object): Promise<Answer> => {
    const server = await openAnswerServer();
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`there was no answer for ${seconds} s`)), seconds * 1000);
    try {
      const silent = functions
        .invoke(functionArn, { ...event, ResponseURL: server.url })
        .then(() => Promise.race([server.answer, Promise.reject(new Error('its function did not answer'))]));
      return await Promise.race([server.answer, silent, late]);
    } finally {
      clearTimeout(timer);
      server.close();
    }
  };

  const makeOne = async ({ logicalId, type, properties }: Resource): Promise<void> => {
    const { ServiceToken, ServiceTimeout } = Properties.parse(properties);
    const text = JSON.stringify(asText(properties));
    const made = Made.optional().parse(find.get(logicalId));
    if (made?.properties === text) return;
    const answer = await ask(ServiceToken, ServiceTimeout, {
      RequestType: made ? 'Update' : 'Create',
      RequestId: randomUUID(),
      StackId: stackId,
      ServiceToken,
      ResourceType: type,
      LogicalResourceId: logicalId,
      ResourceProperties: JSON.parse(text),
      ...(made && {
        PhysicalResourceId: made.physicalId,
        OldResourceProperties: JSON.parse(made.properties),
      }),
    });
    if (answer.Status === 'FAILED') throw new Error(answer.Reason ?? 'it failed without a reason');
    remember.run(logicalId, answer.PhysicalResourceId, text);
  };

  return {
    handler: async (resource) => {
      Properties.parse(resource.properties);
      declared.push(resource);
      return {
        get ref(): string {
          throw new Error(
            `the local cloud does not support Ref of the custom resource ${resource.logicalId}`,
          );
        },
      };
    },
    make: async () => {
      for (const resource of declared) {
        try {
          await makeOne(resource);
        } catch (cause) {
          const why = cause instanceof Error ? cause.message : String(cause);
          throw new Error(`${resource.logicalId} (${resource.type}): ${why}`, { cause });
        }
      }
    },
  };
};
