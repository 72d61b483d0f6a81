import type { SubmitRequest } from '../../../core/carrier.ts';
import { registrationOf } from '../dlt.ts';
import type { SubmitFacts } from '../http-carrier.ts';
import { withoutPlus } from './digits.ts';
import type { SmsSecret, VonageSettings } from './settings.ts';

/** Milliseconds that the SMS API tries to deliver a text: at least, at most. */
const [shortestTtl, longestTtl] = [20_000, 604_800_000];

const dltFields = (request: SubmitRequest, settings: VonageSettings) => {
  const { entityId, templateId } = registrationOf(request, settings) ?? {};
  return {
    ...(entityId !== undefined && { 'entity-id': entityId }),
    ...(templateId !== undefined && { 'content-id': templateId }),
  };
};

/** The form that `POST /sms/json` takes. The receipt's body repeats `client-ref`, under its signature. */
export const smsForm = (
  { request, sender, secret, receiptsUrl }: SubmitFacts<SmsSecret>,
  settings: VonageSettings,
): string =>
  new URLSearchParams({
    api_key: secret.apiKey,
    api_secret: secret.apiSecret,
    from: withoutPlus(sender),
    to: withoutPlus(request.recipient),
    text: request.text,
    type: request.encoding === 'gsm7' ? 'text' : 'unicode',
    ttl: String(Math.min(Math.max(Math.floor(request.validitySeconds) * 1000, shortestTtl), longestTtl)),
    'client-ref': request.attemptId,
    callback: receiptsUrl,
    ...dltFields(request, settings),
  }).toString();
