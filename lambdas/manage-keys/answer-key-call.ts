import type { HttpAnswer, HttpRequest } from '../../adapters/lambda/http.ts';
import { readJson } from '../../adapters/lambda/json-body.ts';
import type { Caller } from '../../core/keys/caller.ts';
import type { createManageKeys } from './manage-keys.ts';

/** The calls under `/v1/keys`, by method and by whether they name a key. */
export const answerKeyCall =
  ({ create, list, rotate, revoke }: ReturnType<typeof createManageKeys>) =>
  async (request: HttpRequest, caller: Caller): Promise<HttpAnswer> => {
    const { keyId } = request.pathParameters;
    if (request.method === 'GET') return { status: 200, body: await list(caller, request.query) };
    if (keyId === undefined) return { status: 201, body: await create(caller, readJson(request)) };
    if (request.method === 'DELETE') return { status: 200, body: await revoke(caller, keyId) };
    return { status: 201, body: await rotate(caller, keyId, readJson(request)) };
  };
