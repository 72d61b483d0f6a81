import type { Carrier, SubmitRequest } from '../../../core/carrier.ts';
import { type HttpCarrierSettings, namesUsedBy } from '../../../core/http-carrier/settings.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { failed } from '../failure.ts';
import { openLookup } from '../lookup.ts';
import { classifyAnswer } from './answer.ts';
import { httpLookup } from './lookup.ts';
import { describedRequest, valuesOf } from './request.ts';
import { readHttpSecret } from './secret.ts';
import { httpTraits } from './traits.ts';

/** Submits through the API that the settings describe: one POST per call. Looks texts up where they say how. */
export const openCarrier = (settings: HttpCarrierSettings, deps: CarrierDeps): Carrier => {
  const { secretArn, lookup } = settings;
  const needsSender = namesUsedBy(settings).has('sender');

  const prepare = async (request: SubmitRequest, sender: string) => {
    try {
      const secret = await readHttpSecret(deps.secrets, secretArn);
      return describedRequest(settings, valuesOf(request, sender, settings, deps.publicUrl), secret);
    } catch {
      // Nothing was sent, so this must not end as "unknown": the sender may try again or elsewhere
      return undefined;
    }
  };

  const forgetSecret = (): void => {
    if (secretArn !== undefined) deps.secrets.forget(secretArn);
  };

  return {
    name: 'http',
    traits: httpTraits(settings),
    submit: async (request) => {
      const startedAt = deps.now().getTime();
      const sender = request.sender ?? settings.sender;
      if (needsSender && sender === undefined) {
        return failed('sender_invalid', { carrierCode: 'no sender configured' });
      }
      const prepared = await prepare(request, sender ?? '');
      if (!prepared) return failed('auth', { carrierCode: 'secret unusable' });

      const deadlineMs = request.deadlineMs - (deps.now().getTime() - startedAt);
      const result = await deps.http.send({ ...prepared, deadlineMs });
      // A secret may have been rotated: the next submit reads it afresh
      if (result.kind === 'answered' && result.status === 401) forgetSecret();
      return classifyAnswer(result, settings.answer, deps.now());
    },
    ...(lookup && {
      lookup: openLookup(
        {
          lookup: httpLookup(settings, lookup),
          readSecret: async () => {
            const secret = await readHttpSecret(deps.secrets, secretArn);
            // Throws where the secret lacks a value
            describedRequest(lookup, {}, secret);
            return secret;
          },
          forgetSecret,
        },
        deps,
      ),
    }),
  };
};
