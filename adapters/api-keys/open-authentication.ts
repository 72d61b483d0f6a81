import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { ApiEnvironment } from '../../core/environment.ts';
import { createLimiter, type Limiter } from '../../core/limits/limiter.ts';
import { createKeyUsage } from '../dynamodb/key-usage.ts';
import { createWindowCounters } from '../dynamodb/window-counters.ts';
import { createKeyStore } from './key-store.ts';
import { type AuthenticationDeps, createAuthentication } from './with-api-key.ts';

/** What every function behind an API key begins with: who asks, whether there is room for it, and what was used. */
export const openAuthentication = (
  environment: z.output<typeof ApiEnvironment>,
  documents: DynamoDBDocumentClient,
  { clock, log, read }: Pick<AuthenticationDeps, 'clock' | 'log' | 'read'>,
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
    ...(read && { read }),
  });
  return { withApiKey, limiter };
};
