import {
  dayOf,
  dueShardOf,
  hourOf,
  type IndexKey,
  messageIndexes,
  partitionOf,
  placeOf,
} from '../../core/message-indexes.ts';
import type { MessageRecord } from '../../core/outbound-message.ts';
import { waitsInIndex } from '../../core/send-time.ts';

const keyFor = (key: IndexKey, place: string) => {
  const { partition, sort } = messageIndexes[key.index];
  return { [partition]: partitionOf(key), [sort]: place };
};

/** The attributes by which the indexes find a message. */
export const messageKeys = (message: MessageRecord): Readonly<Record<string, string>> => {
  const { messageId, tenant, createdAt, sendAt, recipientHash, reference } = message;
  const place = placeOf(createdAt, messageId);
  return {
    ...keyFor({ index: 'byTime', tenant, day: dayOf(createdAt) }, place),
    ...keyFor({ index: 'byRecipient', tenant, recipientHash }, place),
    ...(reference !== undefined && keyFor({ index: 'byReference', tenant, reference }, place)),
    ...(sendAt !== undefined &&
      waitsInIndex(message) &&
      keyFor(
        { index: 'byDue', hour: hourOf(sendAt), shard: dueShardOf(messageId) },
        placeOf(sendAt, messageId),
      )),
  };
};
