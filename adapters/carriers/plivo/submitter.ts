import type { Carrier } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { basicAuthorization, openHttpCarrier } from '../http-carrier.ts';
import { plivoWords } from './answer.ts';
import { plivoLookup } from './lookup.ts';
import { messageJson } from './message-json.ts';
import { type PlivoSettings, parsePlivoSecret } from './settings.ts';
import { plivoTraits } from './traits.ts';

/** Submits through Plivo's Message resource (v1): one POST per call. Looks texts up in the same resource. */
export const openCarrier = (settings: PlivoSettings, deps: CarrierDeps): Carrier =>
  openHttpCarrier(
    {
      name: 'plivo',
      traits: plivoTraits,
      secretArn: settings.secretArn,
      parseSecret: parsePlivoSecret,
      sender: settings.sender,
      post: (facts) => ({
        url: `${settings.apiUrl}/v1/Account/${facts.secret.authId}/Message/`,
        headers: {
          authorization: basicAuthorization(facts.secret.authId, facts.secret.authToken),
          'content-type': 'application/json',
        },
        body: messageJson(facts, settings),
      }),
      words: plivoWords,
      lookup: plivoLookup(settings.apiUrl),
    },
    deps,
  );
