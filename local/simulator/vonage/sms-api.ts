import { randomUUID } from 'node:crypto';
import { digits } from '../digits.ts';
import type { Route, SimulatorAnswer } from '../http-server.ts';
import { isCallable } from '../loopback.ts';
import type { ReceiptStep } from '../receipt-posts.ts';
import { type CarrierVoice, createScriptedCarrier, type ScriptedCarrierDeps } from '../scripted-carrier.ts';
import { smsErrorOf, smsStatusOf } from './failure-codes.ts';
import { createVonageReports } from './reports.ts';
import { signParameters } from './signature.ts';

type Account = { readonly apiKey: string; readonly apiSecret: string; readonly signatureSecret: string };

/** HTTP says 200 whatever became of the text. */
const refusal = (status: string, text: string): SimulatorAnswer => ({
  status: 200,
  json: { 'message-count': '1', messages: [{ status, 'error-text': text }] },
});

const statuses = {
  sent: 'accepted',
  delivered: 'delivered',
  undelivered: 'failed',
  failed: 'rejected',
  expired: 'expired',
  canceled: 'rejected',
} as const;

const errorCodeOf = ({ status, failure }: ReceiptStep): string => {
  if (status === 'sent' || status === 'delivered') return '0';
  return smsErrorOf(failure);
};

const voiceOf = ({ apiKey, signatureSecret }: Account): CarrierVoice => ({
  name: 'vonage',
  api: 'vonage-sms',
  bySegment: true,
  idOf: (hex) => hex.slice(0, 16).toUpperCase(),
  taken: ({ recipient, reference }, ids) => ({
    status: 200,
    json: {
      'message-count': String(ids.length),
      messages: ids.map((id) => ({
        to: digits(recipient),
        'message-id': id,
        status: '0',
        'remaining-balance': '10.00000000',
        'message-price': '0.03330000',
        network: '23410',
        ...(reference !== undefined && { 'client-ref': reference }),
      })),
    },
  }),
  refuse: (failure) => refusal(smsStatusOf(failure), `Refused: ${failure}`),
  throttle: (seconds) =>
    refusal('1', `Throughput Rate Exceeded - please wait [ ${seconds * 1000} ] and retry`),
  fail: () => ({ status: 500, json: {} }),
  callback: (step, at) => {
    const time = at.toISOString();
    const parameters = {
      msisdn: digits(step.recipient),
      to: digits(step.sender),
      'network-code': '23410',
      messageId: step.segmentId,
      price: '0.03330000',
      status: statuses[step.status],
      scts: time.replace(/\D/g, '').slice(2, 12),
      'err-code': errorCodeOf(step),
      'api-key': apiKey,
      ...(step.reference !== undefined && { 'client-ref': step.reference }),
      'message-timestamp': `${time.slice(0, 19).replace('T', ' ')} +0000`,
      timestamp: String(Math.floor(at.getTime() / 1000)),
      nonce: randomUUID(),
    };
    const sig = signParameters(parameters, signatureSecret);
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, sig }).toString(),
    };
  },
});

/** Vonage's SMS API, `POST /sms/json`, and the reports about its texts. */
export const createVonageSmsApi = (deps: ScriptedCarrierDeps, account: Account) => {
  const carrier = createScriptedCarrier(deps, voiceOf(account));

  const route: Route = ({ body }) => {
    const form = new URLSearchParams(body);
    const [to, from, text] = [form.get('to') ?? '', form.get('from') ?? '', form.get('text') ?? ''];
    const callback = form.get('callback') ?? undefined;
    if (form.get('api_key') !== account.apiKey || form.get('api_secret') !== account.apiSecret) {
      return refusal('4', 'Bad Credentials');
    }
    if (!to || !from || !text) return refusal('2', 'Missing a parameter');
    if (!/^[1-9]\d{6,14}$/.test(to)) return refusal('3', 'Invalid value for parameter: to');
    if (callback && !isCallable(callback)) return refusal('3', 'Invalid value for parameter: callback');
    return carrier.submit({
      recipient: `+${to}`,
      sender: from,
      text,
      callbackUrl: callback,
      reference: form.get('client-ref') ?? undefined,
    });
  };
  return { route, listReports: createVonageReports(deps, account), abort: carrier.abort };
};
