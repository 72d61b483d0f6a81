import { metrics as catalogue } from '../../core/metrics.ts';
import type { MessageStore, Metrics } from '../../core/ports.ts';

/** A store that counts the messages that are new to it. */
export const countingAccepted = (metrics: Metrics, messages: MessageStore): MessageStore => ({
  find: (messageId) => messages.find(messageId),
  add: async (message) => {
    const stored = await messages.add(message);
    if (stored.added) metrics.add(catalogue.accepted, { lane: message.lane });
    return stored;
  },
});
