import type { CarrierWebhook } from '../../../core/carrier.ts';
import type { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';
import type { CarrierDeps } from '../carrier-deps.ts';
import { holdsBySecret } from '../rotated-secret.ts';
import { readReceipts } from './receipt.ts';
import { parseHttpSecret, secretValue } from './secret.ts';
import { isSigned } from './signature.ts';

/** Verifies and reads the receipts of the API that the settings describe; without a description all are refused. */
export const openWebhook = (
  { receipts, secretArn }: HttpCarrierSettings,
  { secrets }: CarrierDeps,
): CarrierWebhook => ({
  receive: async (request) => {
    if (!receipts || secretArn === undefined) return { kind: 'forged' };
    const { signature } = receipts;
    if (request.headers[signature.header.toLowerCase()] === undefined) return { kind: 'forged' };
    const holds = await holdsBySecret(secrets, secretArn, (text) =>
      isSigned(request, signature, secretValue(parseHttpSecret(text), signature.secretKey)),
    );
    if (!holds) return { kind: 'forged' };
    const read = readReceipts(request, receipts);
    return read
      ? { kind: 'receipts', receipts: read }
      : { kind: 'unreadable', reason: 'no id or no status where the settings say' };
  },
});
