import { randomBytes } from 'node:crypto';
import type { SubmitRequest } from '../../core/carrier.ts';
import { attemptIdOf } from '../../core/ids.ts';

/** A text that any carrier takes, each with an id of its own. */
export const submitRequest = (overrides: Partial<SubmitRequest> = {}): SubmitRequest => {
  const messageId = `msg_${randomBytes(16).toString('hex')}` as const;
  return {
    messageId,
    attemptId: attemptIdOf(messageId, 1),
    recipient: '+447700900500',
    sender: '+447700900100',
    text: 'hello',
    encoding: 'gsm7',
    lane: 'transactional',
    validitySeconds: 600,
    deadlineMs: 5000,
    ...overrides,
  };
};
