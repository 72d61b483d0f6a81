import { messageKeys } from '../../adapters/dynamodb/message-keys.ts';
import { type IndexKey, messageIndexes, partitionOf } from '../../core/message-indexes.ts';
import type { IndexEntry, IndexRange, MessageIndex } from '../../core/ports.ts';
import type { FakeMessageStore } from './fake-stores.ts';

/** The indexes over a fake table, how often they were asked, and how often one query after the other. */
export class FakeMessageIndex implements MessageIndex {
  queries = 0;
  /** Queries that nothing but their own beginning waited for count as one. */
  looks = 0;
  private underWay = 0;
  private readonly messages: FakeMessageStore;

  constructor(messages: FakeMessageStore) {
    this.messages = messages;
  }

  async page(key: IndexKey, { from, until, order, limit }: IndexRange): Promise<IndexEntry[]> {
    this.queries += 1;
    if (this.underWay === 0) this.looks += 1;
    this.underWay += 1;
    await Promise.resolve();
    this.underWay -= 1;
    const { partition, sort } = messageIndexes[key.index];
    const entries = [...this.messages.rows.values()].flatMap((message) => {
      const { [partition]: where, [sort]: place = '' } = messageKeys(message);
      const isThere = where === partitionOf(key) && place >= from && place < until;
      return isThere ? [{ messageId: message.messageId, place }] : [];
    });
    const sign = order === 'oldest first' ? 1 : -1;
    return entries.sort((a, b) => (a.place < b.place ? -sign : sign)).slice(0, limit);
  }
}
