import type { Carrier } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { openHttpCarrier } from '../http-carrier.ts';
import { telnyxWords } from './answer.ts';
import { telnyxLookup } from './lookup.ts';
import { messageJson } from './message-json.ts';
import { parseTelnyxSecret, type TelnyxSettings } from './settings.ts';
import { telnyxTraits } from './traits.ts';

/** Submits through Telnyx's `POST /v2/messages`: one per call. Looks texts up in the detail records. */
export const openCarrier = (settings: TelnyxSettings, deps: CarrierDeps): Carrier =>
  openHttpCarrier(
    {
      name: 'telnyx',
      traits: telnyxTraits,
      secretArn: settings.secretArn,
      parseSecret: parseTelnyxSecret,
      sender: settings.sender,
      post: (facts) => ({
        url: `${settings.apiUrl}/v2/messages`,
        headers: {
          authorization: `Bearer ${facts.secret.apiKey}`,
          'content-type': 'application/json',
        },
        body: messageJson(facts, settings.messagingProfileId),
      }),
      words: telnyxWords,
      lookup: telnyxLookup(settings.apiUrl),
    },
    deps,
  );
