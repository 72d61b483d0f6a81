import { MessageId } from '../ids.ts';

/** `SM` and the same 128 bits as in our own id, so that either leads to the other without a table. */
export const messageSidOf = (messageId: MessageId): string => `SM${messageId.slice('msg_'.length)}`;

/** The message that a SID names; undefined for what is none of ours. */
export const messageIdOf = (sid: string): MessageId | undefined =>
  sid.startsWith('SM') ? MessageId.safeParse(`msg_${sid.slice('SM'.length)}`).data : undefined;
