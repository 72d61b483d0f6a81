import { createHash, randomBytes } from 'node:crypto';
import type { MessageId } from '../../core/ids.ts';

/** 48 bits of time in milliseconds, then 80 random bits: ids sort by time. */
export const randomMessageId = (now: Date): MessageId =>
  `msg_${now.getTime().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`;

/**
 * The same tenant and key give the same id, so that a repeated request finds the row of the first. A batch has one key
 * for all its texts: there the place of the text belongs to it.
 */
export const keyedMessageId = (tenant: string, idempotencyKey: string, place?: number): MessageId =>
  `msg_${createHash('sha256')
    .update(JSON.stringify([tenant, idempotencyKey, ...(place === undefined ? [] : [place])]))
    .digest('hex')
    .slice(0, 32)}`;
