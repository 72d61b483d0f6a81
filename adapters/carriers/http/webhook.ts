import type { CarrierWebhook, WebhookRequest } from '../../../core/carrier.ts';
import type { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { holdsBySecret } from '../rotated-secret.ts';
import { readWebhook, type WebhookSettings } from './read-webhook.ts';
import { parseHttpSecret, secretValue } from './secret.ts';
import { isSigned, mayBeSigned } from './signature.ts';

/** Of what the settings describe, that for which a signature holds. */
const heldBy = (
  { receipts, inbound }: WebhookSettings,
  holds: (signature: NonNullable<WebhookSettings['receipts']>['signature']) => boolean,
): WebhookSettings => {
  const inboundSignature = inbound?.signature ?? receipts?.signature;
  return {
    receipts: receipts && holds(receipts.signature) ? receipts : undefined,
    inbound: inbound && inboundSignature && holds(inboundSignature) ? inbound : undefined,
  };
};

const isAny = ({ receipts, inbound }: WebhookSettings): boolean =>
  receipts !== undefined || inbound !== undefined;

/**
 * Verifies and reads the receipts and the incoming texts of the API that the settings describe; without a description
 * all are refused. What holds one of two signatures is only read as what that one is for.
 */
export const openWebhook = (
  { receipts, inbound, secretArn }: HttpCarrierSettings,
  { secrets }: CarrierDeps,
): CarrierWebhook => {
  const signedParts = (request: WebhookRequest, secretText: string): WebhookSettings => {
    const secret = parseHttpSecret(secretText);
    return heldBy({ receipts, inbound }, (signature) =>
      isSigned(request, signature, secretValue(secret, signature.secretKey)),
    );
  };

  return {
    receive: async (request) => {
      const possible = heldBy({ receipts, inbound }, (signature) => mayBeSigned(request, signature));
      if (secretArn === undefined || !isAny(possible)) return { kind: 'forged' };
      let signed: WebhookSettings = {};
      const holds = await holdsBySecret(secrets, secretArn, (text) => {
        signed = signedParts(request, text);
        return isAny(signed);
      });
      return holds ? readWebhook(request, signed) : { kind: 'forged' };
    },
  };
};
