import type { CarrierWebhook } from '../../../core/carrier.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { openHttpWebhook } from '../http-webhook.ts';
import { readPlivoWebhook } from './receipt.ts';
import { type PlivoSettings, parsePlivoSecret } from './settings.ts';
import { carriesPlivoSignature, isSignedByPlivo } from './signature.ts';

/** Verifies and reads Plivo's message callbacks. */
export const openWebhook = ({ secretArn }: PlivoSettings, deps: CarrierDeps): CarrierWebhook =>
  openHttpWebhook(
    {
      secretArn,
      parseSecret: parsePlivoSecret,
      carriesSignature: carriesPlivoSignature,
      isSigned: isSignedByPlivo,
      read: readPlivoWebhook,
    },
    deps,
  );
