import type { Clock } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';
import type { HttpAnswer, HttpRequest, HttpStep } from '../lambda/http.ts';
import { keyIdOf, matchesHash } from './api-key.ts';
import type { KeyRecord, KeyStore, Scope } from './key-store.ts';

/** How long a key is believed without a look-up: a revocation reaches every function within that time. */
const believedForMs = 10_000;

export type Caller = { readonly tenant: string; readonly keyId: string };

const challenge = { headers: { 'www-authenticate': 'Bearer realm="sms-pipeline"' } };

const bearer = ({ headers }: HttpRequest): string => {
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
  return apiKey;
};

/** Lets a step see only requests whose API key is known, unrevoked and has the scope. */
export const createAuthentication = (keys: KeyStore, clock: Clock) => {
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
    const apiKey = bearer(request);
    const keyId = keyIdOf(apiKey);
    if (keyId === undefined)
      throw new ProblemError('invalid_api_key', 'The API key is malformed.', challenge);
    const record = await find(keyId);
    // One answer for all three, so that nobody learns which key ids exist.
    if (!record || record.revokedAt !== undefined || !matchesHash(apiKey, record.hash)) {
      throw new ProblemError('invalid_api_key', 'The API key is unknown or revoked.', challenge);
    }
    if (!record.scopes.includes(scope)) {
      throw new ProblemError('forbidden', `The API key lacks the scope ${scope}.`);
    }
    return { tenant: record.tenant, keyId };
  };

  return (scope: Scope, step: (request: HttpRequest, caller: Caller) => Promise<HttpAnswer>): HttpStep =>
    async (request) =>
      step(request, await authenticate(request, scope));
};
