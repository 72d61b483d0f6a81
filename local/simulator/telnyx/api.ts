import { type KeyObject, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Route, SimulatorAnswer } from '../http-server.ts';
import { isCallable } from '../loopback.ts';
import { readJson } from '../read-json.ts';
import type { ReceiptStep } from '../receipt-posts.ts';
import { type CarrierVoice, createScriptedCarrier, type ScriptedCarrierDeps } from '../scripted-carrier.ts';
import { uuidOf } from '../story.ts';
import { createDetailRecords } from './detail-records.ts';
import { errorCodeOf, refusalOf } from './failure-codes.ts';
import { signedHeaders } from './signature.ts';

type Account = { readonly apiKey: string; readonly privateKey: KeyObject };

/** The sender that a messaging profile picks from its pool: a drama number. */
const poolNumber = '+447700900999';

const Submission = z.object({
  from: z.string().min(1).optional(),
  messaging_profile_id: z.string().min(1).optional(),
  to: z.string(),
  text: z.string().min(1),
  webhook_url: z.string().optional(),
  encoding: z.enum(['auto', 'gsm7', 'ucs2']).optional(),
});

const refusal = (status: number, code: string, title: string): SimulatorAnswer => ({
  status,
  json: { errors: [{ code, title, detail: title }] },
});

const statuses = {
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'delivery_failed',
  failed: 'sending_failed',
  expired: 'expired',
  canceled: 'sending_failed',
} as const;

const errorsOf = ({ status, failure }: ReceiptStep) => {
  if (status === 'sent' || status === 'delivered') return [];
  return [{ code: errorCodeOf(failure), title: 'The text was not delivered' }];
};

const voiceOf = ({ privateKey }: Account): CarrierVoice => ({
  name: 'telnyx',
  bySegment: false,
  idOf: uuidOf,
  taken: ({ recipient, sender, text, callbackUrl = null }, [id]) => ({
    status: 200,
    json: {
      data: {
        record_type: 'message',
        direction: 'outbound',
        id,
        type: 'SMS',
        from: { phone_number: sender },
        to: [{ phone_number: recipient, status: 'queued' }],
        text,
        webhook_url: callbackUrl,
        errors: [],
      },
    },
  }),
  refuse: (failure) => refusal(...refusalOf(failure)),
  throttle: (seconds) => ({
    ...refusal(429, '10011', 'Too many requests'),
    headers: { 'retry-after': String(seconds) },
  }),
  fail: () => refusal(500, '10007', 'Unexpected error'),
  callback: (step, at) => {
    const body = JSON.stringify({
      data: {
        record_type: 'event',
        event_type: step.status === 'sent' ? 'message.sent' : 'message.finalized',
        id: randomUUID(),
        occurred_at: at.toISOString(),
        payload: {
          record_type: 'message',
          direction: 'outbound',
          id: step.carrierMessageId,
          type: 'SMS',
          from: { phone_number: step.sender },
          to: [{ phone_number: step.recipient, status: statuses[step.status] }],
          parts: step.segmentCount,
          errors: errorsOf(step),
          webhook_url: step.url,
        },
      },
      meta: { attempt: 1, delivered_to: step.url },
    });
    return { headers: signedHeaders(body, privateKey, at), body };
  },
});

/** Telnyx's `POST /v2/messages`, and the detail records of its texts. */
export const createTelnyxApi = (deps: ScriptedCarrierDeps, account: Account) => {
  const carrier = createScriptedCarrier(deps, voiceOf(account));

  const route: Route = ({ headers, body }) => {
    if (headers.authorization !== `Bearer ${account.apiKey}`) {
      return refusal(401, '10009', 'Authentication failed');
    }
    const submission = Submission.safeParse(readJson(body));
    if (!submission.success) return refusal(400, '10015', 'Bad Request');
    const { from, messaging_profile_id, to: recipient, text, webhook_url: callbackUrl } = submission.data;
    if (from === undefined && messaging_profile_id === undefined) {
      return refusal(400, '40305', "Invalid 'from' address");
    }
    if (!/^\+[1-9]\d{6,14}$/.test(recipient)) return refusal(400, '40310', "Invalid 'to' address");
    if (callbackUrl !== undefined && !isCallable(callbackUrl)) return refusal(400, '10003', 'Invalid URL');
    return carrier.submit({ recipient, sender: from ?? poolNumber, text, callbackUrl });
  };
  return { route, listDetailRecords: createDetailRecords(deps, account), abort: carrier.abort };
};
