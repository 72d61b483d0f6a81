import { messageKeys } from '../../adapters/dynamodb/message-keys.ts';
import { type IndexKey, messageIndexes, partitionOf } from '../../core/message-indexes.ts';
import { isErased } from '../../core/outbound-message.ts';
import type { IndexEntry, IndexRange, MessageIndex } from '../../core/ports.ts';
import type { FakeMessageStore } from './fake-stores.ts';

/** The indexes over a fake table, and how often they were asked. */
export class FakeMessageIndex implements MessageIndex {
  queries = 0;
  private readonly messages: FakeMessageStore;

  constructor(messages: FakeMessageStore) {
    this.messages = messages;
  }

  async page(key: IndexKey, { from, until, order, limit }: IndexRange): Promise<IndexEntry[]> {
    this.queries += 1;
    const { partition, sort } = messageIndexes[key.index];
    const entries = [...this.messages.rows.values()].flatMap((message) => {
      if (isErased(message) && key.index === 'byRecipient') return [];
      const { [partition]: where, [sort]: place = '' } = messageKeys(message);
      const isThere = where === partitionOf(key) && place >= from && place < until;
      return isThere ? [{ messageId: message.messageId, place }] : [];
    });
    const sign = order === 'oldest first' ? 1 : -1;
    return entries.sort((a, b) => (a.place < b.place ? -sign : sign)).slice(0, limit);
  }
}
