import { randomUUID, sign } from 'node:crypto';
import type { MessagesSecret } from './settings.ts';

const lifetimeSeconds = 900;

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The JWT (RS256) by which the Messages API knows an application. Throws when the key is none. */
export const applicationToken = ({ applicationId, privateKey }: MessagesSecret, now: Date): string => {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = { application_id: applicationId, iat, exp: iat + lifetimeSeconds, jti: randomUUID() };
  const signed = `${encoded({ typ: 'JWT', alg: 'RS256' })}.${encoded(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
};
