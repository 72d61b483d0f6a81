import * as z from 'zod';
import type { CarrierWebhook, WebhookRequest } from '../../../core/carrier.ts';
import { readJson } from '../../json.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { holdsBySecret } from '../rotated-secret.ts';
import { readReceipt } from './receipt.ts';
import { parseTwilioSecret, type TwilioSettings } from './settings.ts';
import { isHashed, isSignedByTwilio, readForm } from './signature.ts';

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

/** Verifies and reads Twilio's status callbacks. Throws only when the secret cannot be read: then a 5xx is right. */
export const openWebhook = (settings: TwilioSettings, { secrets }: CarrierDeps): CarrierWebhook => {
  const isSigned = (request: WebhookRequest): Promise<boolean> =>
    holdsBySecret(secrets, settings.secretArn, (text) =>
      isSignedByTwilio(request, parseTwilioSecret(text).authToken),
    );

  return {
    receive: async (request) => {
      if (request.headers['x-twilio-signature'] === undefined) return { kind: 'forged' };
      if (!(await isSigned(request))) return { kind: 'forged' };
      const read = readReceipt(fieldsOf(request), request);
      return read.ok
        ? { kind: 'receipts', receipts: [read.receipt] }
        : { kind: 'unreadable', reason: read.reason };
    },
  };
};
