import { createHash, createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../../core/carrier.ts';
import { isSameText } from '../same-text.ts';
import type { VonageSettings } from './settings.ts';
import { isRecent } from './signed-time.ts';
import { smsParameters } from './sms-parameters.ts';

/** `&name=value` of each parameter but the signature, by name; values without the two signs that part them. */
const signedText = (parameters: ReadonlyMap<string, string>): string =>
  [...parameters]
    .filter(([name]) => name !== 'sig')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `&${name}=${value.replace(/[&=]/g, '_')}`)
    .join('');

const sign = (method: VonageSettings['signatureMethod'], text: string, secret: string): string =>
  method === 'md5hash'
    ? createHash('md5')
        .update(text + secret)
        .digest('hex')
    : createHmac(method, secret).update(text).digest('hex');

export const carriesSmsSignature = (request: WebhookRequest): boolean =>
  smsParameters(request)?.has('sig') ?? false;

/** Whether `sig` proves that the holder of the signature secret sent these parameters, within a day. */
export const isSignedSms = (
  request: WebhookRequest,
  signatureSecret: string,
  method: VonageSettings['signatureMethod'],
): boolean => {
  const parameters = smsParameters(request);
  const signature = parameters?.get('sig');
  if (!parameters || signature === undefined) return false;
  const timestamp = parameters.get('timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !isRecent(Number(timestamp), request.receivedAt)) return false;
  return isSameText(sign(method, signedText(parameters), signatureSecret), signature.toLowerCase());
};
