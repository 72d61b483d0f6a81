import type { CarrierWebhook } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { openHttpWebhook } from '../http-webhook.ts';
import { readTelnyxWebhook } from './receipt.ts';
import { parseTelnyxSecret, type TelnyxSettings } from './settings.ts';
import { carriesTelnyxSignature, isSignedByTelnyx } from './signature.ts';

/** Verifies and reads Telnyx's webhooks. */
export const openWebhook = ({ secretArn }: TelnyxSettings, deps: CarrierDeps): CarrierWebhook =>
  openHttpWebhook(
    {
      secretArn,
      parseSecret: parseTelnyxSecret,
      carriesSignature: carriesTelnyxSignature,
      isSigned: isSignedByTelnyx,
      read: readTelnyxWebhook,
    },
    deps,
  );
