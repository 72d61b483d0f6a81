import type { Carrier } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { basicAuthorization, openHttpCarrier } from '../http-carrier.ts';
import { twilioWords } from './answer.ts';
import { twilioLookup } from './lookup.ts';
import { messageForm } from './message-form.ts';
import { parseTwilioSecret, type TwilioSettings } from './settings.ts';
import { twilioTraits } from './traits.ts';

/** Submits through Twilio's Messages resource (2010-04-01): one POST per call. Looks texts up in the same resource. */
export const openCarrier = ({ secretArn, apiUrl, sender }: TwilioSettings, deps: CarrierDeps): Carrier =>
  openHttpCarrier(
    {
      name: 'twilio',
      traits: twilioTraits,
      secretArn,
      parseSecret: parseTwilioSecret,
      sender,
      post: ({ secret: { accountSid, authToken }, ...facts }) => ({
        url: `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`,
        headers: {
          authorization: basicAuthorization(accountSid, authToken),
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        },
        body: messageForm(facts),
      }),
      words: twilioWords,
      lookup: twilioLookup(apiUrl),
    },
    deps,
  );
