import type { Lane } from '../lanes.ts';
import type { WebhookHosts } from '../webhooks/webhook-url.ts';
import { readWebhookUrl } from '../webhooks/webhook-url.ts';
import type { TwilioDetails } from './details.ts';
import { TwilioError } from './errors.ts';

/** Longest body, in UTF-16 units. */
const maxBodyLength = 1600;

/** Longest `ValidityPeriod`, in seconds. */
const maxValiditySeconds = 36_000;

/** Longest `StatusCallback`. */
const maxUrlLength = 4000;

/** The lane of what `MessageIntent` names; everything else is transactional. */
const laneOfIntent: ReadonlyMap<string, Lane> = new Map([
  ['otp', 'otp'],
  ['marketing', 'promotional'],
]);

/** A text to send in the words of our own API, and what Twilio's has besides. */
export type CreateForm = {
  readonly request: Readonly<Record<string, unknown>> & { readonly to: string; readonly from?: string };
  readonly details: Omit<TwilioDetails, 'accountSid'>;
};

const required = (form: URLSearchParams, name: string, code: 21602 | 21604): string => {
  const value = form.get(name);
  if (!value) throw new TwilioError(code);
  return value;
};

const readSender = (form: URLSearchParams) => {
  const from = form.get('From');
  const messagingServiceSid = form.get('MessagingServiceSid');
  if (!from && !messagingServiceSid) throw new TwilioError(21603);
  if (messagingServiceSid && !/^MG[0-9a-fA-F]{32}$/.test(messagingServiceSid)) throw new TwilioError(21701);
  return { ...(from && { from }), ...(messagingServiceSid && { messagingServiceSid }) };
};

const readBody = (form: URLSearchParams): string => {
  if (form.get('MediaUrl')) throw new TwilioError(21620);
  if (form.get('ContentSid')) throw new TwilioError(21655);
  const body = required(form, 'Body', 21602);
  if (body.length > maxBodyLength) throw new TwilioError(21617);
  return body;
};

const readValidity = (form: URLSearchParams): { validitySeconds?: number } => {
  const text = form.get('ValidityPeriod');
  if (!text) return {};
  const validitySeconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (validitySeconds >= 1 && validitySeconds <= maxValiditySeconds) return { validitySeconds };
  throw new TwilioError(20422, `'ValidityPeriod' takes whole seconds from 1 to ${maxValiditySeconds}.`);
};

const readSendAt = (form: URLSearchParams): { sendAt?: string } => {
  const sendAt = form.get('SendAt');
  if (sendAt) return { sendAt };
  // Sent at once it would be too early for whoever meant to schedule it.
  if (form.get('ScheduleType')) throw new TwilioError(35114, "A 'ScheduleType' needs a 'SendAt'.");
  return {};
};

const readStatusCallback = (form: URLSearchParams, hosts: WebhookHosts): { statusCallback?: string } => {
  const text = form.get('StatusCallback');
  if (!text) return {};
  // Twilio's overrides of time-outs and repeats: they steer its own client and are neither sent nor signed.
  const [url = ''] = text.split('#');
  const read = url.length > maxUrlLength ? { problem: 'it is too long' } : readWebhookUrl(url, hosts);
  if ('problem' in read)
    throw new TwilioError(21609, `The 'StatusCallback' cannot be called: ${read.problem}.`);
  return { statusCallback: url };
};

/** Reads the form that creates a message, in Twilio's order of checks. Parameters that we do not know are ignored. */
export const readCreateForm = (form: URLSearchParams, hosts: WebhookHosts): CreateForm => {
  const to = required(form, 'To', 21604);
  const { messagingServiceSid, ...sender } = readSender(form);
  const request = {
    to,
    ...sender,
    body: readBody(form),
    ...readValidity(form),
    ...readSendAt(form),
    type: laneOfIntent.get(form.get('MessageIntent') ?? '') ?? 'transactional',
    smartEncoding: form.get('SmartEncoded') === 'true',
  };
  const details = { ...(messagingServiceSid && { messagingServiceSid }), ...readStatusCallback(form, hosts) };
  return { request, details };
};
