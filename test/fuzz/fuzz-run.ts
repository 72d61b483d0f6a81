import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { MessageId } from '../../core/ids.ts';
import { lambdaContext } from '../support/lambda-context.ts';
import { apiRequests, type FuzzedRequest } from './api-requests.ts';
import type { FuzzedDeployment } from './deployment.ts';
import { faultsOf } from './judge.ts';
import { twilioRequests } from './twilio-requests.ts';
import { webhookPosts } from './webhooks.ts';

/** Longer than any answer takes on a machine that is busy with other things. */
const hangMs = 30_000;

/** Between reads that tell how fast the machine is just now. */
const readEvery = 50;

export type FuzzReport = {
  /** By function, in milliseconds, sorted. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** By function and HTTP status. */
  readonly statuses: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Of single reads by key through the SDK, in between. */
  readonly reads: readonly number[];
};

const within = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${hangMs} ms`)), hangMs);
  });
  try {
    return await Promise.race([work, hanging]);
  } finally {
    clearTimeout(timer);
  }
};

const timed = async <T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> => {
  const start = performance.now();
  const result = await work();
  return { result, ms: performance.now() - start };
};

/** Some texts to be found, canceled and erased. */
const seed = async ({ handlers, apiKeys }: FuzzedDeployment): Promise<MessageId[]> => {
  const accept = handlers.get('accept-message');
  const ids: MessageId[] = [];
  for (let i = 0; i < 20; i += 1) {
    const sendAt = new Date(Date.now() + 86_400_000).toISOString();
    const body = { to: '+447700900001', body: `Text ${i}`, ...(i % 2 === 0 && { sendAt }) };
    const result = await accept?.(
      {
        version: '2.0',
        routeKey: 'POST /v1/messages',
        rawPath: '/v1/messages',
        rawQueryString: '',
        headers: { authorization: `Bearer ${apiKeys.all}`, 'content-type': 'application/json' },
        requestContext: { http: { method: 'POST', path: '/v1/messages' } },
        body: JSON.stringify(body),
        isBase64Encoded: false,
      },
      lambdaContext(),
    );
    ids.push(MessageId.parse(JSON.parse(result?.body ?? '{}').messageId));
  }
  return ids;
};

/**
 * Sends so many generated requests to the handlers.
 * @throws with the smallest request that it finds to go wrong, and the seed that leads there.
 */
export const fuzz = async (
  deployment: FuzzedDeployment,
  options: { readonly requests: number; readonly seed: number },
): Promise<FuzzReport> => {
  const messageIds = await seed(deployment);
  const known = { ...deployment, known: { ...deployment.known, messageIds } };
  const requests = fc.oneof(
    { weight: 12, arbitrary: apiRequests(known) },
    { weight: 4, arbitrary: webhookPosts },
    { weight: 3, arbitrary: twilioRequests(known) },
  );
  const times = new Map<string, number[]>();
  const statuses = new Map<string, Map<number, number>>();
  const reads: number[] = [];
  let sent = 0;

  const send = async (request: FuzzedRequest): Promise<void> => {
    const { functionName, event } = request;
    const handler = deployment.handlers.get(functionName);
    if (!handler) throw new Error(`nobody opened ${functionName}`);
    if (sent % readEvery === 0) reads.push((await timed(deployment.readOnce)).ms);
    sent += 1;
    const { result, ms } = await timed(() => within(handler(event, lambdaContext())));
    const ofFunction = times.get(functionName) ?? [];
    times.set(functionName, ofFunction);
    ofFunction.push(ms);
    const counted = statuses.get(functionName) ?? new Map<number, number>();
    statuses.set(functionName, counted);
    counted.set(result.statusCode ?? 0, (counted.get(result.statusCode ?? 0) ?? 0) + 1);
    const faults = faultsOf(request, result);
    if (faults.length > 0) throw new Error(`${faults.join('; ')}: ${JSON.stringify(result).slice(0, 500)}`);
  };

  await fc.assert(fc.asyncProperty(requests, send), { numRuns: options.requests, seed: options.seed });
  const sorted = [...times].map(([name, all]) => [name, all.toSorted((a, b) => a - b)] as const);
  return { times: new Map(sorted), statuses, reads: reads.toSorted((a, b) => a - b) };
};
