import type { Caller } from '../../core/keys/caller.ts';
import { isLive, type KeyRecord, type Scope } from '../../core/keys/key-record.ts';
import { rightsOf } from '../../core/keys/sending-rights.ts';
import type { Limiter } from '../../core/limits/limiter.ts';
import type { Clock, KeyUsage, Log } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';
import type { HttpAnswer, HttpRequest, HttpStep } from '../lambda/http.ts';
import { keyIdOf, matchesHash } from './api-key.ts';
import type { KeyStore } from './key-store.ts';

/** How long a key is believed without a look-up: a revocation reaches every function within that time. */
const believedForMs = 10_000;

export type AuthenticationDeps = {
  readonly keys: KeyStore;
  readonly usage: Pick<KeyUsage, 'note'>;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Where the key is in a request. @throws ProblemError where there is none.
   * @default - Authorization: Bearer
   */
  readonly read?: (request: HttpRequest) => Credentials;
};

const challenge = { headers: { 'www-authenticate': 'Bearer realm="sms-pipeline"' } };

/** The secret that a request brings, and the id of the key that it claims to be. */
export type Credentials = { readonly keyId: string; readonly secret: string };

/** Reads `Authorization: Bearer <API key>`. */
const bearer = ({ headers }: HttpRequest): Credentials => {
  const { authorization } = headers;
  if (authorization === undefined) {
    throw new ProblemError('missing_api_key', 'Send the header Authorization: Bearer <API key>.', challenge);
  }
  const [, apiKey] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  if (apiKey === undefined) {
    throw new ProblemError(
      'invalid_api_key',
      'The Authorization header is not of the form Bearer <API key>.',
      challenge,
    );
  }
  const keyId = keyIdOf(apiKey);
  if (keyId === undefined) throw new ProblemError('invalid_api_key', 'The API key is malformed.', challenge);
  return { keyId, secret: apiKey };
};

/** Lets a step see only requests whose API key is known, live, within its limits and has the scope. */
export const createAuthentication = ({
  keys,
  usage,
  limiter,
  clock,
  log,
  read = bearer,
}: AuthenticationDeps) => {
  const believed = new Map<string, { record: KeyRecord; until: number }>();

  const find = async (keyId: string): Promise<KeyRecord | undefined> => {
    const now = clock().getTime();
    const known = believed.get(keyId);
    if (known && known.until > now) return known.record;
    believed.delete(keyId);
    const record = await keys.find(keyId);
    if (record) believed.set(keyId, { record, until: now + believedForMs });
    return record;
  };

  const authenticate = async (request: HttpRequest, scope: Scope): Promise<Caller> => {
    const { keyId, secret } = read(request);
    const record = await find(keyId);
    // One answer for both, so that nobody learns which key ids exist.
    if (!record || !matchesHash(secret, record.hash)) {
      throw new ProblemError('invalid_api_key', 'The API key is unknown.', challenge);
    }
    if (!isLive(record, clock())) {
      const end = record.revokedAt === undefined ? 'has expired' : 'was revoked';
      throw new ProblemError('invalid_api_key', `The API key ${end}.`, challenge);
    }
    if (!record.scopes.includes(scope)) {
      throw new ProblemError('forbidden', `The API key lacks the scope ${scope}.`);
    }
    const { tenant, limits } = record;
    return { tenant, keyId, rights: rightsOf(record), ...(limits && { limits }) };
  };

  /** Never in the way: a key that works is not refused because nobody could note it. */
  const note = async ({ keyId }: Caller): Promise<void> => {
    try {
      await usage.note(keyId, clock());
    } catch (error) {
      log.warn('use of a key not noted', { keyId, error });
    }
  };

  const answer = async (
    request: HttpRequest,
    caller: Caller,
    step: (request: HttpRequest, caller: Caller) => Promise<HttpAnswer>,
  ): Promise<HttpAnswer> => {
    try {
      await limiter.admit(caller);
      const { headers, ...rest } = await step(request, caller);
      return { ...rest, headers: { ...limiter.headers(caller), ...headers } };
    } catch (error) {
      throw error instanceof ProblemError ? error.withHeaders(limiter.headers(caller)) : error;
    }
  };

  return (scope: Scope, step: (request: HttpRequest, caller: Caller) => Promise<HttpAnswer>): HttpStep =>
    async (request) => {
      const caller = await authenticate(request, scope);
      const [answered] = await Promise.all([answer(request, caller, step), note(caller)]);
      return answered;
    };
};
