import type { Carrier } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { openHttpCarrier } from '../http-carrier.ts';
import { applicationToken } from './application-token.ts';
import { messagesWords } from './messages-answer.ts';
import { messagesJson } from './messages-json.ts';
import { parseMessagesSecret, parseSmsSecret, type VonageSettings } from './settings.ts';
import { smsWords } from './sms-answer.ts';
import { smsForm } from './sms-form.ts';
import { smsLookup } from './sms-lookup.ts';
import { vonageMessagesTraits, vonageSmsTraits } from './traits.ts';

const openSmsApi = (settings: VonageSettings, deps: CarrierDeps): Carrier =>
  openHttpCarrier(
    {
      name: 'vonage',
      traits: vonageSmsTraits,
      secretArn: settings.secretArn,
      parseSecret: parseSmsSecret,
      sender: settings.sender,
      post: (facts) => ({
        url: `${settings.apiUrl ?? 'https://rest.nexmo.com'}/sms/json`,
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body: smsForm(facts, settings),
      }),
      words: smsWords,
      lookup: smsLookup(settings.apiUrl ?? 'https://api.nexmo.com'),
    },
    deps,
  );

const openMessagesApi = (settings: VonageSettings, deps: CarrierDeps): Carrier =>
  openHttpCarrier(
    {
      name: 'vonage',
      traits: vonageMessagesTraits,
      secretArn: settings.secretArn,
      parseSecret: parseMessagesSecret,
      sender: settings.sender,
      post: ({ secret, ...facts }) => ({
        url: `${settings.apiUrl ?? 'https://api.nexmo.com'}/v1/messages`,
        headers: {
          authorization: `Bearer ${applicationToken(secret, deps.now())}`,
          'content-type': 'application/json',
        },
        body: messagesJson(facts, settings),
      }),
      words: messagesWords,
    },
    deps,
  );

/** Submits through Vonage's SMS API, or its Messages API: one POST per call. */
export const openCarrier = (settings: VonageSettings, deps: CarrierDeps): Carrier =>
  settings.api === 'messages' ? openMessagesApi(settings, deps) : openSmsApi(settings, deps);
