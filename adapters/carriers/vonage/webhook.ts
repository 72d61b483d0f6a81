import type { CarrierWebhook } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { openHttpWebhook } from '../http-webhook.ts';
import { readMessagesWebhook } from './messages-receipt.ts';
import { carriesMessagesSignature, isSignedMessage } from './messages-signature.ts';
import { parseMessagesSecret, parseSmsSecret, type VonageSettings } from './settings.ts';
import { readSmsWebhook } from './sms-receipt.ts';
import { carriesSmsSignature, isSignedSms } from './sms-signature.ts';

const openSmsApi = ({ secretArn, signatureMethod }: VonageSettings, deps: CarrierDeps): CarrierWebhook =>
  openHttpWebhook(
    {
      secretArn,
      parseSecret: parseSmsSecret,
      carriesSignature: carriesSmsSignature,
      isSigned: (request, { signatureSecret }) => isSignedSms(request, signatureSecret, signatureMethod),
      read: readSmsWebhook,
    },
    deps,
  );

const openMessagesApi = ({ secretArn }: VonageSettings, deps: CarrierDeps): CarrierWebhook =>
  openHttpWebhook(
    {
      secretArn,
      parseSecret: parseMessagesSecret,
      carriesSignature: carriesMessagesSignature,
      isSigned: isSignedMessage,
      read: readMessagesWebhook,
    },
    deps,
  );

/** Verifies and reads the receipts of the API that takes the texts: the two sign in ways of their own. */
export const openWebhook = (settings: VonageSettings, deps: CarrierDeps): CarrierWebhook =>
  settings.api === 'messages' ? openMessagesApi(settings, deps) : openSmsApi(settings, deps);
