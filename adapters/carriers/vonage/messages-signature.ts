import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';
import type { WebhookRequest } from '../../../core/carrier.ts';
import { readJson } from '../../json.ts';
import { isSameText } from '../same-text.ts';
import type { MessagesSecret } from './settings.ts';
import { isRecent } from './signed-time.ts';

const Header = z.object({ alg: z.literal('HS256') });
const Claims = z.object({
  payload_hash: z.string(),
  iat: z.number(),
  exp: z.number().optional(),
  application_id: z.string().optional(),
});

const tokenOf = ({ headers }: WebhookRequest): readonly string[] => {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(headers.authorization ?? '') ?? [];
  return token?.split('.') ?? [];
};

const partOf = (text: string): unknown => readJson(Buffer.from(text, 'base64url'));

export const carriesMessagesSignature = (request: WebhookRequest): boolean => tokenOf(request).length === 3;

/**
 * Whether the JWT (HS256) in `Authorization` proves that Vonage posted this body for our application, within a day.
 * The token alone says nothing of the body: only its `payload_hash` does.
 */
export const isSignedMessage = (
  request: WebhookRequest,
  { signatureSecret, applicationId }: Pick<MessagesSecret, 'signatureSecret' | 'applicationId'>,
): boolean => {
  const [header = '', payload = '', signature = ''] = tokenOf(request);
  const expected = createHmac('sha256', signatureSecret).update(`${header}.${payload}`).digest('base64url');
  if (!isSameText(expected, signature) || !Header.safeParse(partOf(header)).success) return false;
  const claims = Claims.safeParse(partOf(payload));
  if (!claims.success) return false;

  const { payload_hash, iat, exp = Number.POSITIVE_INFINITY, application_id = applicationId } = claims.data;
  const { body, receivedAt } = request;
  const isOurs = application_id === applicationId;
  const isInTime = isRecent(iat, receivedAt) && receivedAt.getTime() / 1000 < exp;
  return isOurs && isInTime && isSameText(createHash('sha256').update(body).digest('hex'), payload_hash);
};
