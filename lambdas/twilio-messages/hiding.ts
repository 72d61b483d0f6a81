import type { MessageEraser, MessageStore } from '../../core/ports.ts';

type Messages = Pick<MessageStore, 'find'> & MessageEraser;

/** Deletes where it is asked to erase: a deletion has the same conditions, and leaves nothing to be shown. */
export const hiding = (messages: Messages): Messages => ({
  find: (messageId) => messages.find(messageId),
  erase: (messageId, at) => messages.erase(messageId, at, 'hide'),
});
