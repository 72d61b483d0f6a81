import type { OutboundMessage } from '../../core/outbound-message.ts';
import { messageKeys } from './message-keys.ts';

/** A message as a row of the `Messages` table. */
export const messageItem = (message: OutboundMessage) => ({ ...message, ...messageKeys(message) });
