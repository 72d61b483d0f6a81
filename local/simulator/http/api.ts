import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { Route, SimulatorAnswer } from '../http-server.ts';
import { isCallable } from '../loopback.ts';
import { readJson } from '../read-json.ts';
import { type CarrierVoice, createScriptedCarrier, type ScriptedCarrierDeps } from '../scripted-carrier.ts';
import { listTexts } from './listing.ts';

type Account = { readonly token: string; readonly webhook: string };

/** Where the API is that docs/http-carrier.md describes. */
export const httpApiPath = '/v2/texts';

const Submission = z.object({
  to: z.string().regex(/^[1-9]\d{6,14}$/),
  from: z.string().min(1),
  text: z.string().min(1),
  reference: z.string().optional(),
  callback: z.string().refine(isCallable).optional(),
});

const refusal = (status: number, code: string): SimulatorAnswer => ({ status, json: { error: { code } } });

/** The header and the body of a webhook that the secret signs. */
export const signedPost = ({ webhook }: Account, event: object) => {
  const body = JSON.stringify(event);
  const signature = createHmac('sha256', webhook).update(body).digest('hex');
  return { headers: { 'content-type': 'application/json', 'x-signature': `sha256=${signature}` }, body };
};

const voiceOf = (account: Account): CarrierVoice => ({
  name: 'http',
  bySegment: false,
  idOf: (hex) => `txt-${hex.slice(0, 24)}`,
  taken: (_text, [id]) => ({ status: 202, json: { id } }),
  refuse: (failure) => refusal(422, failure),
  throttle: (seconds) => ({ ...refusal(429, 'throttled'), headers: { 'retry-after': String(seconds) } }),
  fail: () => refusal(500, 'provider_error'),
  callback: ({ carrierMessageId: id, reference, status, failure }, at) =>
    signedPost(account, {
      type: 'status',
      id,
      reference,
      status,
      ...(failure !== undefined && { error: failure }),
      at: at.toISOString(),
    }),
});

/** An API that does not exist elsewhere, for the carrier that is only described: submit, list. */
export const createHttpApi = (deps: ScriptedCarrierDeps, account: Account) => {
  const carrier = createScriptedCarrier(deps, voiceOf(account));

  const route: Route = ({ method, url, headers, body }) => {
    if (headers.authorization !== `Bearer ${account.token}`) return refusal(401, 'auth');
    if (method === 'GET') return listTexts(deps.texts, url.searchParams, deps.clock.now());
    if (method !== 'POST') return refusal(405, 'invalid_request');
    const submission = Submission.safeParse(readJson(body));
    if (!submission.success) return refusal(400, 'invalid_request');
    const { to, from, text, reference, callback: callbackUrl } = submission.data;
    return carrier.submit({ recipient: `+${to}`, sender: from, text, reference, callbackUrl });
  };
  return { route, abort: carrier.abort };
};
