import type { Carrier, CarrierTraits, SubmitRequest } from '../../core/carrier.ts';
import type { HttpRequest } from '../http/http-client.ts';
import { type AnswerWords, classifyAnswer } from './answer.ts';
import type { CarrierDeps } from './carrier-deps.ts';
import { failed } from './failure.ts';
import { type LookupPlan, openLookup } from './lookup.ts';

/** What a request to a carrier is made of. */
export type SubmitFacts<Secret> = {
  readonly request: SubmitRequest;
  readonly sender: string;
  readonly secret: Secret;
  /** Where the receipts of this attempt are to be posted. */
  readonly receiptsUrl: string;
};

/** One carrier's part in a submit over HTTP. */
export type HttpCarrierPlan<Secret> = {
  readonly name: string;
  readonly traits: CarrierTraits;
  readonly secretArn: string;
  /** Throws when the secret is not what it should be. */
  readonly parseSecret: (text: string) => Secret;
  /** Sender of texts that name none. */
  readonly sender: string | undefined;
  readonly post: (facts: SubmitFacts<Secret>) => Pick<HttpRequest, 'url' | 'headers' | 'body'>;
  readonly words: AnswerWords;
  /** Where the API lists texts; declared in the traits as well. */
  readonly lookup?: LookupPlan<Secret>;
};

export const basicAuthorization = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** A carrier that takes a text with one POST: that is all a submit puts on the wire. */
export const openHttpCarrier = <Secret>(plan: HttpCarrierPlan<Secret>, deps: CarrierDeps): Carrier => {
  const readSecret = async (): Promise<Secret> => plan.parseSecret(await deps.secrets.read(plan.secretArn));
  const forgetSecret = (): void => deps.secrets.forget(plan.secretArn);

  const prepare = async (request: SubmitRequest, sender: string) => {
    const receiptsUrl = `${deps.publicUrl}/v1/webhooks/${plan.name}/${request.attemptId}`;
    try {
      return plan.post({ request, sender, secret: await readSecret(), receiptsUrl });
    } catch {
      // Nothing was sent, so this must not end as "unknown": the sender may try again or elsewhere
      return undefined;
    }
  };

  return {
    name: plan.name,
    traits: plan.traits,
    submit: async (request) => {
      const startedAt = deps.now().getTime();
      const sender = request.sender ?? plan.sender;
      if (sender === undefined) return failed('sender_invalid', { carrierCode: 'no sender configured' });
      const prepared = await prepare(request, sender);
      if (!prepared) return failed('auth', { carrierCode: 'secret unreadable' });

      const { url, headers, body = '' } = prepared;
      const result = await deps.http.send({
        method: 'POST',
        url,
        headers: { accept: 'application/json', ...headers },
        body,
        deadlineMs: request.deadlineMs - (deps.now().getTime() - startedAt),
      });
      const outcome = classifyAnswer(result, deps.now(), plan.words);
      // The credentials may have been rotated: the next submit reads them afresh
      const isUnauthorized = result.kind === 'answered' && result.status === 401;
      if (isUnauthorized || (!outcome.ok && outcome.failure.code === 'auth')) forgetSecret();
      return outcome;
    },
    ...(plan.lookup && { lookup: openLookup({ lookup: plan.lookup, readSecret, forgetSecret }, deps) }),
  };
};
