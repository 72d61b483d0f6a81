import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { ApiEnvironment } from '../../core/environment.ts';
import { createLimiter, type Limiter } from '../../core/limits/limiter.ts';
import type { Clock, Log } from '../../core/ports.ts';
import { createKeyUsage } from '../dynamodb/key-usage.ts';
import { createWindowCounters } from '../dynamodb/window-counters.ts';
import { createKeyStore } from './key-store.ts';
import { createAuthentication } from './with-api-key.ts';

/** What every function behind an API key begins with: who asks, whether there is room for it, and what was used. */
export const openAuthentication = (
  environment: z.output<typeof ApiEnvironment>,
  documents: DynamoDBDocumentClient,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): { readonly withApiKey: ReturnType<typeof createAuthentication>; readonly limiter: Limiter } => {
  const limiter = createLimiter(environment.LIMITS, {
    counters: createWindowCounters(documents, environment.USAGE_TABLE),
    clock,
    log,
  });
  const withApiKey = createAuthentication({
    keys: createKeyStore(documents, environment.API_KEYS_TABLE),
    usage: createKeyUsage(documents, environment.USAGE_TABLE),
    limiter,
    clock,
    log,
  });
  return { withApiKey, limiter };
};
