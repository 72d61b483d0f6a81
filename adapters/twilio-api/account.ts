import { createHash, createHmac } from 'node:crypto';
import type { KeyKind } from '../../core/keys/key-record.ts';

/**
 * The account of a tenant: the same in every run and every stack, and telling nothing of the tenant. Test credentials
 * have an account of their own, as at Twilio.
 */
export const accountSidOf = (tenant: string, kind: KeyKind): string => {
  const account = JSON.stringify([kind === 'test' ? 'test' : 'live', tenant]);
  return `AC${createHash('sha256').update(account).digest('hex').slice(0, 32)}`;
};

/**
 * The auth token of an account, made of the stack's secret and the moment of issue, in milliseconds or finer: nothing
 * that is stored gives it away, callbacks can still be signed with it, and the next issue gives another.
 */
export const authTokenOf = (key: string, accountSid: string, issuedAt: string): string =>
  createHmac('sha256', key).update(`${accountSid}:${issuedAt}`).digest('hex').slice(0, 32);
