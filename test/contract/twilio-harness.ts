import { parse } from 'node:querystring';
import twilio from 'twilio';
import { openCarriers, openWebhooks } from '../../adapters/carriers/registry.ts';
import type { WebhookRequest } from '../../core/carrier.ts';
import { carrierDeps } from '../support/carrier-deps.ts';
import { twilioAccount } from '../support/simulator.ts';
import type { CarrierHarness, Signing } from './carrier-harness.ts';
import { only } from './only.ts';
import { simulate } from './simulate.ts';

const sid = `SM${'1'.repeat(32)}`;
const attemptId = `att_${'a'.repeat(32)}_1` as const;
const settings = (apiUrl: string) => ({ twilio: { secretArn: 'arn', apiUrl } });

const signedForm = (
  fields: Record<string, string>,
  { key = twilioAccount.authToken, baseUrl = 'https://sms.example.com' }: Signing = {},
): WebhookRequest => {
  const url = `${baseUrl}/v1/webhooks/twilio/${attemptId}`;
  const form = {
    AccountSid: twilioAccount.accountSid,
    ApiVersion: '2010-04-01',
    From: '+447700900100',
    MessageSid: sid,
    RawDlrDoneDate: '2611221015',
    SmsSid: sid,
    To: '+447700900001',
    ...fields,
  };
  return {
    method: 'POST',
    url,
    headers: { 'x-twilio-signature': twilio.getExpectedTwilioSignature(key, url, form) },
    body: Buffer.from(new URLSearchParams(form).toString()),
    token: attemptId,
    receivedAt: new Date('2026-11-22T10:16:00Z'),
  };
};

export const twilioHarness: CarrierHarness = {
  traits: { dedupe: false, lookup: true, echo: true, settleSeconds: 60, segmentsBy: 'standard' },
  open: async (apiUrl) => only(await openCarriers(settings(apiUrl), carrierDeps())),
  textOf: ({ body }) => new URLSearchParams(body).get('Body') ?? '',
  accepted: {
    status: 201,
    body: JSON.stringify({ sid, status: 'queued', num_segments: '1' }),
    carrierMessageId: sid,
  },
  throttled: { status: 429, body: JSON.stringify({ code: 20429, status: 429 }) },
  refusalInside: { status: 200, body: JSON.stringify({ code: 21211, message: 'no', status: 400 }) },
  simulate,
  lookup: {
    byAttempt: false,
    secret: JSON.stringify(twilioAccount),
    open: async (apiUrl, overrides) => only(await openCarriers(settings(apiUrl), carrierDeps(overrides))),
    entry: (messageSid, { text, submittedAt }) => ({
      sid: messageSid,
      direction: 'outbound-api',
      body: text,
      status: 'delivered',
      error_code: null,
      date_created: submittedAt.toUTCString(),
    }),
    page: (messages, hasMore) =>
      JSON.stringify({
        messages,
        next_page_uri: hasMore
          ? `/2010-04-01/Accounts/${twilioAccount.accountSid}/Messages.json?Page=1&PageToken=PA${sid}`
          : null,
      }),
  },
  webhook: {
    open: async () => only(await openWebhooks(settings('https://api.twilio.com'), carrierDeps())),
    signed: (MessageStatus, signing) => signedForm({ MessageStatus, SmsStatus: MessageStatus }, signing),
    inbound: (signing) => signedForm({ Body: 'hello', SmsStatus: 'received' }, signing),
    delivered: { carrier: 'twilio', carrierMessageId: sid, status: 'delivered' },
    isGenuine: ({ url, headers, body }) =>
      URL.canParse(url) &&
      twilio.validateRequest(
        twilioAccount.authToken,
        headers['x-twilio-signature'] ?? '',
        url,
        parse(Buffer.from(body).toString()),
      ),
  },
};
