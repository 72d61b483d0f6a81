import * as z from 'zod';
import type { AwsCall, Backend } from '../aws/call.ts';
import type { Gate } from '../aws/gates.ts';
import type { Invocation, ObserveInvocation } from '../functions/invocation.ts';
import type { DeployedResource } from '../template/deploy.ts';
import { type Attribution, createAttribution } from './attribution.ts';
import { type Metered, meterDynamoDb } from './dynamodb-usage.ts';
import { requestUsage } from './request-usage.ts';
import { type MeteredTable, tablesOf } from './tables.ts';
import type { TenantOf, Usage } from './usage.ts';

/** What Lambda's pollers ask is not asked by our code. */
const pollers = 'event-source-mapping';

const queueOf = ({ input }: AwsCall): string => String(input.QueueUrl).split('/').at(-1) ?? '';

const HttpEvent = z.object({ requestContext: z.object({ http: z.object({}) }) });

/** The API Gateway bills a request in steps of so many bytes. */
const httpChunkBytes = 524_288;

const httpRequestsOf = ({ event }: Invocation): number =>
  HttpEvent.safeParse(JSON.parse(event)).success
    ? Math.max(1, Math.ceil(Buffer.byteLength(event) / httpChunkBytes))
    : 0;

export type Meter = {
  /** Behind the gate of permissions: what is denied is not billed. */
  readonly gate: Gate;
  readonly observeInvocation: ObserveInvocation;
  /** The tables whose writes it counts. */
  readonly deployed: (resources: ReadonlyMap<string, DeployedResource>) => void;
  /** All that was used, in the order of its end. */
  readonly usages: readonly Usage[];
  readonly tenantOf: TenantOf;
  readonly attribution: Pick<Attribution, 'ofText'>;
};

/** Counts what AWS would bill, where functions and their queues call it: every try, also of the SDK's own retries. */
export const createMeter = (): Meter => {
  const attribution = createAttribution();
  let tables: ReadonlyMap<string, MeteredTable> = new Map();
  const usages: Usage[] = [];

  const messagesOf = ({ service, action, input }: AwsCall, answer: string): readonly string[] => {
    if (action === 'ReceiveMessage') return attribution.learnHanded(answer);
    if (service === 'sqs' && action.startsWith('DeleteMessage')) return attribution.ofHandles(input);
    const asked = attribution.ofText(JSON.stringify(input));
    return asked.length > 0 || action === 'GetSecretValue' ? asked : attribution.ofText(answer);
  };

  const run = (call: AwsCall, next: Backend): Promise<Metered> =>
    call.service === 'dynamodb'
      ? meterDynamoDb(call, next, tables)
      : next(call).then((answer) => ({ answer, quantities: requestUsage(call, answer) }));

  return {
    gate: async (call, next) => {
      const { answer, error, quantities, written = [] } = await run(call, next);
      for (const item of written) attribution.learnItem(item);
      const isPoller = call.caller === pollers;
      usages.push({
        caller: isPoller ? `poller of ${queueOf(call)}` : (call.caller ?? ''),
        action: `${call.service}:${call.action}`,
        messageIds: messagesOf(call, answer?.body ?? ''),
        quantities: { ...quantities, ...(!isPoller && { sdkCalls: 1 }) },
      });
      if (answer === undefined) throw error;
      return answer;
    },
    observeInvocation: (invocation) => {
      const { fn, event, answer, milliseconds } = invocation;
      const httpRequests = httpRequestsOf(invocation);
      const named = attribution.ofText(event);
      usages.push({
        caller: fn.logicalId,
        action: 'lambda:Invoke',
        messageIds: named.length > 0 ? named : attribution.ofText(answer),
        quantities: {
          invocations: 1,
          gigabyteSeconds: (fn.memoryMegabytes / 1024) * (Math.ceil(milliseconds) / 1000),
          ...(httpRequests > 0 && { httpRequests }),
        },
      });
    },
    deployed: (resources) => {
      tables = tablesOf(resources);
    },
    usages,
    tenantOf: attribution.tenantOf,
    attribution,
  };
};
