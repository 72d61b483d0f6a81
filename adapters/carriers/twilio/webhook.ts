import * as z from 'zod';
import type { CarrierWebhook, WebhookRequest } from '../../../core/carrier.ts';
import { readJson } from '../../json.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { readForm } from '../form-body.ts';
import { openHttpWebhook } from '../http-webhook.ts';
import { readTwilioWebhook } from './receipt.ts';
import { parseTwilioSecret, type TwilioSettings } from './settings.ts';
import { isHashed, isSignedByTwilio } from './signature.ts';

const JsonFields = z.record(z.string(), z.unknown());

/** Looks fields up in the body: a form, or JSON where the URL carries the body's hash. */
const fieldsOf = ({ url, body }: WebhookRequest): ((name: string) => string | undefined) => {
  if (!isHashed(url)) {
    const form = readForm(body);
    return (name) => form.get(name) ?? undefined;
  }
  const parsed = JsonFields.safeParse(readJson(body));
  const fields = new Map(Object.entries(parsed.success ? parsed.data : {}));
  return (name) => {
    const value = fields.get(name);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
};

/** Verifies and reads Twilio's status callbacks. */
export const openWebhook = ({ secretArn }: TwilioSettings, deps: CarrierDeps): CarrierWebhook =>
  openHttpWebhook(
    {
      secretArn,
      parseSecret: parseTwilioSecret,
      carriesSignature: ({ headers }) => headers['x-twilio-signature'] !== undefined,
      isSigned: (request, { authToken }) => isSignedByTwilio(request, authToken),
      read: (request) => readTwilioWebhook(fieldsOf(request), request),
    },
    deps,
  );
