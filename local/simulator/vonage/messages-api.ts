import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { digits } from '../digits.ts';
import type { Route, SimulatorAnswer } from '../http-server.ts';
import { isCallable } from '../loopback.ts';
import { readJson } from '../read-json.ts';
import type { ReceiptStep } from '../receipt-posts.ts';
import { type CarrierVoice, createScriptedCarrier, type ScriptedCarrierDeps } from '../scripted-carrier.ts';
import { uuidOf } from '../story.ts';
import { messagesErrorOf, messagesRefusalOf } from './failure-codes.ts';
import { signBody } from './signature.ts';

type Account = {
  readonly apiKey: string;
  readonly applicationId: string;
  readonly signatureSecret: string;
};

const Submission = z.object({
  channel: z.literal('sms'),
  message_type: z.literal('text'),
  to: z.string().regex(/^[1-9]\d{6,14}$/),
  from: z.string().min(1),
  text: z.string().min(1),
  client_ref: z.string().max(100).optional(),
  webhook_url: z.string().refine(isCallable).optional(),
});

const problem = (status: number, code: string, title: string): SimulatorAnswer => ({
  status,
  json: {
    type: `https://developer.vonage.com/api-errors/messages#${code}`,
    title,
    detail: title,
    instance: randomUUID(),
  },
});

const Claims = z.object({ application_id: z.string() });

/** Whether the request carries a token of our application. Its key is the developer's, so the signature is not looked at. */
const isAuthorized = (authorization: string | undefined, { applicationId }: Account): boolean => {
  const [, payload = ''] = (authorization ?? '').split('.');
  const claims = Claims.safeParse(readJson(Buffer.from(payload, 'base64url').toString()));
  return claims.data?.application_id === applicationId;
};

const statuses = {
  sent: 'submitted',
  delivered: 'delivered',
  undelivered: 'undeliverable',
  failed: 'rejected',
  expired: 'undeliverable',
  canceled: 'rejected',
} as const;

const errorOf = ({ status, failure }: ReceiptStep) => {
  if (status === 'sent' || status === 'delivered') return {};
  const code = messagesErrorOf(failure);
  const type = `https://developer.vonage.com/api-errors/messages#${code}`;
  return { error: { type, title: code, detail: 'The text was not delivered', instance: randomUUID() } };
};

const voiceOf = (account: Account): CarrierVoice => ({
  name: 'vonage',
  api: 'vonage-messages',
  bySegment: false,
  idOf: uuidOf,
  taken: (_text, [id]) => ({ status: 202, json: { message_uuid: id } }),
  refuse: (failure) => problem(...messagesRefusalOf(failure), `Refused: ${failure}`),
  throttle: (seconds) => ({
    ...problem(429, '1000', 'Throttled'),
    headers: { 'retry-after': String(seconds) },
  }),
  fail: () => problem(500, '1030', 'Internal error'),
  callback: (step, at) => {
    const body = JSON.stringify({
      message_uuid: step.carrierMessageId,
      to: digits(step.recipient),
      from: digits(step.sender),
      timestamp: at.toISOString(),
      status: statuses[step.status],
      ...errorOf(step),
      ...(step.reference !== undefined && { client_ref: step.reference }),
      channel: 'sms',
      sms: { count_total: String(step.segmentCount) },
    });
    const token = signBody(body, account, at, randomUUID());
    return { headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, body };
  },
});

/** Vonage's Messages API for texts, `POST /v1/messages`. */
export const createVonageMessagesApi = (deps: ScriptedCarrierDeps, account: Account) => {
  const carrier = createScriptedCarrier(deps, voiceOf(account));

  const route: Route = ({ headers, body }) => {
    if (!isAuthorized(headers.authorization, account)) return problem(401, 'unauthorized', 'Unauthorized');
    const submission = Submission.safeParse(readJson(body));
    if (!submission.success) return problem(422, '1150', 'Invalid params');
    const { to, from: sender, text, client_ref: reference, webhook_url: callbackUrl } = submission.data;
    return carrier.submit({ recipient: `+${to}`, sender, text, callbackUrl, reference });
  };
  return { route, abort: carrier.abort };
};
