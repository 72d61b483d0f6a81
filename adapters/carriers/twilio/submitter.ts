import type { Carrier } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { failed } from '../failure.ts';
import { classifyAnswer } from './answer.ts';
import { messageForm } from './message-form.ts';
import { parseTwilioSecret, type TwilioSettings } from './settings.ts';
import { twilioTraits } from './traits.ts';

/** Submits through Twilio's Messages resource (2010-04-01): one POST per call. */
export const openCarrier = (settings: TwilioSettings, deps: CarrierDeps): Carrier => {
  const readSecret = async () => {
    try {
      return parseTwilioSecret(await deps.secrets.read(settings.secretArn));
    } catch {
      // Nothing was sent, so this must not end as "unknown": the sender may try again or elsewhere
      return undefined;
    }
  };

  return {
    name: 'twilio',
    traits: twilioTraits,
    submit: async (request) => {
      const startedAt = deps.now().getTime();
      const sender = request.sender ?? settings.sender;
      if (sender === undefined) return failed('sender_invalid', { carrierCode: 'no sender configured' });
      const secret = await readSecret();
      if (!secret) return failed('auth', { carrierCode: 'secret unreadable' });

      const credentials = Buffer.from(`${secret.accountSid}:${secret.authToken}`).toString('base64');
      const result = await deps.http.send({
        method: 'POST',
        url: `${settings.apiUrl}/2010-04-01/Accounts/${secret.accountSid}/Messages.json`,
        headers: {
          accept: 'application/json',
          authorization: `Basic ${credentials}`,
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        },
        body: messageForm(request, sender, deps.publicUrl),
        deadlineMs: request.deadlineMs - (deps.now().getTime() - startedAt),
      });
      // The token may have been rotated: the next submit reads it afresh
      if (result.kind === 'answered' && result.status === 401) deps.secrets.forget(settings.secretArn);
      return classifyAnswer(result, deps.now());
    },
  };
};
