import { ProblemError } from '../../core/problem.ts';
import { keyIdOf } from '../api-keys/api-key.ts';
import type { Credentials } from '../api-keys/with-api-key.ts';
import type { HttpRequest } from '../lambda/http.ts';

const invalid = (): ProblemError =>
  new ProblemError(
    'invalid_api_key',
    'Send the account SID with its auth token, or with an API key, as HTTP Basic.',
  );

/**
 * Reads `Authorization: Basic …` with an account SID as the user and its auth token as the password. An API key as the
 * password says itself which key it is; the user then is the account SID, or whatever a client puts beside a key.
 */
export const basicCredentials = ({ headers }: HttpRequest): Credentials => {
  const { authorization } = headers;
  if (authorization === undefined) {
    throw new ProblemError('missing_api_key', 'Credentials are needed.');
  }
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization) ?? [];
  const [, user, secret] =
    /^([^:]*):(.+)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString('utf8')) ?? [];
  if (user === undefined || secret === undefined) throw invalid();
  const keyId = keyIdOf(secret) ?? (/^AC[0-9a-f]{32}$/.test(user) ? user : undefined);
  if (keyId === undefined) throw invalid();
  return { keyId, secret };
};
