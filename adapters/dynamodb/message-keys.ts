import { dayOf, type IndexKey, messageIndexes, partitionOf, placeOf } from '../../core/message-indexes.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';

const keyFor = (key: IndexKey, place: string) => {
  const { partition, sort } = messageIndexes[key.index];
  return { [partition]: partitionOf(key), [sort]: place };
};

/** The attributes by which the indexes find a message. */
export const messageKeys = (message: OutboundMessage): Readonly<Record<string, string>> => {
  const { messageId, tenant, createdAt, recipientHash, reference } = message;
  const place = placeOf(createdAt, messageId);
  return {
    ...keyFor({ index: 'byTime', tenant, day: dayOf(createdAt) }, place),
    ...keyFor({ index: 'byRecipient', tenant, recipientHash }, place),
    ...(reference !== undefined && keyFor({ index: 'byReference', tenant, reference }, place)),
  };
};
