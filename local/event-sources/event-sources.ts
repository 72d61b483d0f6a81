import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { concurrencyOf } from '../functions/fleet.ts';
import type { Functions } from '../functions/functions.ts';
import type { CloudContext, ResourceHandler } from '../resource.ts';
import { localSqsClient, queueUrlOf, type SqsAccess } from '../sqs-client.ts';
import { type Poller, startPoller } from './poller.ts';
import { readMapping } from './properties.ts';
import { createQueueReader } from './queue-reader.ts';

/** Lambda starts with five pollers a queue. */
const defaultConcurrency = 5;

export type EventSources = {
  readonly handlers: Readonly<Record<string, ResourceHandler>>;
  readonly start: () => void;
  /** Takes no new message and finishes the batches in flight. */
  readonly stop: () => Promise<void>;
};

/** The event source mappings of the template: queues that invoke functions. */
export const createEventSources = (
  context: CloudContext,
  functions: Functions,
  access: Omit<SqsAccess, 'region'>,
): EventSources => {
  const client = localSqsClient({ ...access, region: context.region });
  const starts: (() => Poller)[] = [];
  const pollers: Poller[] = [];

  const requireVisibility = async (
    logicalId: string,
    QueueUrl: string,
    timeoutSeconds: number,
  ): Promise<void> => {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
    const visibility = Number((await client.send(command)).Attributes?.VisibilityTimeout);
    if (visibility >= timeoutSeconds) return;
    throw new Error(
      `${logicalId}: Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeoutSeconds} seconds`,
    );
  };

  return {
    handlers: {
      'AWS::Lambda::EventSourceMapping': async (resource) => {
        const settings = readMapping(resource);
        const { logicalId } = resource;
        const fn = functions.find(settings.functionName);
        const queueUrl = await queueUrlOf(client, settings.queueArn);
        await requireVisibility(logicalId, queueUrl, fn.timeoutSeconds);
        const reader = createQueueReader(client, queueUrl, settings, context.clock);
        const options = {
          name: logicalId,
          queueArn: settings.queueArn,
          reader,
          reportsItemFailures: settings.reportsItemFailures,
          concurrency: Math.min(settings.maximumConcurrency ?? defaultConcurrency, concurrencyOf(fn)),
          invoke: (event: unknown) => context.functions.invoke(fn.arn, event),
          report: context.report,
        };
        if (settings.enabled) starts.push(() => startPoller(options));
        return { ref: logicalId, attributes: { Id: logicalId } };
      },
    },
    start: () => {
      pollers.push(...starts.splice(0).map((start) => start()));
    },
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
      client.destroy();
    },
  };
};
