import { randomInt, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { digits } from '../digits.ts';
import type { Route, SimulatorAnswer } from '../http-server.ts';
import { isCallable } from '../loopback.ts';
import { readJson } from '../read-json.ts';
import type { ReceiptStep } from '../receipt-posts.ts';
import { type CarrierVoice, createScriptedCarrier, type ScriptedCarrierDeps } from '../scripted-carrier.ts';
import { uuidOf } from '../story.ts';
import { errorCodeOf, refusalStatusOf } from './failure-codes.ts';
import { fetchMessage, listMessages } from './listing.ts';
import { signCallback } from './signature.ts';

type Account = { readonly authId: string; readonly authToken: string };

/** The sender that a Powerpack picks from its pool: a drama number. */
const poolNumber = '447700900999';

const Submission = z.object({
  src: z.string().min(1).optional(),
  powerpack_uuid: z.string().min(1).optional(),
  dst: z.string(),
  text: z.string().min(1),
  url: z.string().optional(),
  message_expiry: z.number().int().min(5).max(10_800).optional(),
});

const refusal = (status: number, error: string): SimulatorAnswer => ({
  status,
  json: { api_id: randomUUID(), error },
});

const statusOf = (status: ReceiptStep['status']): string =>
  status === 'expired' ? 'undelivered' : status === 'canceled' ? 'rejected' : status;

const errorOf = ({ status, failure }: ReceiptStep) =>
  status === 'sent' || status === 'delivered' ? {} : { ErrorCode: errorCodeOf(failure) };

const voiceOf = ({ authToken }: Account): CarrierVoice => ({
  name: 'plivo',
  bySegment: true,
  idOf: uuidOf,
  taken: (_text, [id]) => ({
    status: 202,
    json: { api_id: randomUUID(), message: 'message(s) queued', message_uuid: [id] },
  }),
  refuse: (failure) => refusal(refusalStatusOf(failure), `refused: ${failure}`),
  throttle: (seconds) => ({
    ...refusal(429, 'too many requests'),
    headers: { 'retry-after': String(seconds) },
  }),
  fail: () => refusal(500, 'internal server error'),
  callback: (step) => {
    const form = {
      From: digits(step.sender),
      To: digits(step.recipient),
      MessageUUID: step.segmentId,
      ParentMessageUUID: step.carrierMessageId,
      PartInfo: `${step.segment} of ${step.segmentCount}`,
      Status: statusOf(step.status),
      Units: '1',
      TotalRate: '0.0050',
      TotalAmount: '0.0050',
      ...errorOf(step),
    };
    const nonce = String(randomInt(1e12));
    const signature = signCallback(authToken, step.url, form, nonce);
    return {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-plivo-signature-v3': signature,
        'x-plivo-signature-ma-v3': signature,
        'x-plivo-signature-v3-nonce': nonce,
      },
      body: new URLSearchParams(form).toString(),
    };
  },
});

/** Plivo's Message resource, v1: create, list, fetch. */
export const createPlivoApi = (deps: ScriptedCarrierDeps, account: Account) => {
  const carrier = createScriptedCarrier(deps, voiceOf(account));
  const authorization = `Basic ${Buffer.from(`${account.authId}:${account.authToken}`).toString('base64')}`;

  const base = `/v1/Account/${account.authId}/Message/`;

  const read = ({ pathname, searchParams }: URL): SimulatorAnswer => {
    if (pathname === base) return listMessages(deps.texts, base, searchParams, deps.clock.now());
    const [id = ''] = pathname.slice(base.length).split('/');
    return fetchMessage(deps.texts, base, id, deps.clock.now()) ?? refusal(404, 'not found');
  };

  const route: Route = ({ method, url, headers, body }) => {
    if (headers.authorization !== authorization) return refusal(401, 'authentication failed');
    if (!url.pathname.startsWith(base)) return refusal(404, 'not found');
    if (method === 'GET') return read(url);
    if (url.pathname !== base) return refusal(405, 'method not allowed');
    const submission = Submission.safeParse(readJson(body));
    if (!submission.success) return refusal(400, 'a parameter is missing or not valid');
    const { src, powerpack_uuid, dst, text, url: callbackUrl } = submission.data;
    if ((src === undefined) === (powerpack_uuid === undefined)) {
      return refusal(400, 'either src or powerpack_uuid is needed');
    }
    if (!/^\+?[1-9]\d{6,13}$/.test(dst)) return refusal(400, 'dst parameter is not valid');
    if (callbackUrl !== undefined && !isCallable(callbackUrl))
      return refusal(400, 'url parameter is not valid');
    return carrier.submit({ recipient: `+${digits(dst)}`, sender: src ?? poolNumber, text, callbackUrl });
  };
  return { route, abort: carrier.abort };
};
