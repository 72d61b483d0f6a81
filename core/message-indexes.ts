/**
 * The indexes of the `Messages` table, by name: the attributes that they partition and sort by. They hold keys only.
 * Each one costs a write a message, so there is none on the status: that would cost two for each change.
 */
export const messageIndexes = {
  /** A tenant's messages of one day, by when they were accepted. */
  byTime: { partition: 'timeKey', sort: 'sortKey' },
  /** What a tenant sent to one recipient, erased or not: a carrier that is asked for one text may show another. */
  byRecipient: { partition: 'recipientKey', sort: 'sortKey' },
  /** What a tenant sent under one reference. Sparse. */
  byReference: { partition: 'referenceKey', sort: 'sortKey' },
  /** What falls due in one hour, an eighth of all tenants' messages a shard. Sparse: only what was scheduled is in it. */
  byDue: { partition: 'dueKey', sort: 'dueSortKey' },
} as const;

export type MessageIndexName = keyof typeof messageIndexes;

/** One partition of an index. */
export type IndexKey =
  | { readonly index: 'byTime'; readonly tenant: string; readonly day: string }
  | { readonly index: 'byRecipient'; readonly tenant: string; readonly recipientHash: string }
  | { readonly index: 'byReference'; readonly tenant: string; readonly reference: string }
  | { readonly index: 'byDue'; readonly hour: string; readonly shard: number };

export const partitionOf = (key: IndexKey): string => {
  switch (key.index) {
    case 'byTime':
      return `${key.tenant}#${key.day}`;
    case 'byRecipient':
      return `${key.tenant}#${key.recipientHash}`;
    case 'byReference':
      return `${key.tenant}#${key.reference}`;
    case 'byDue':
      return `${key.hour}#${key.shard}`;
  }
};

/** `YYYY-MM-DD` of an ISO 8601 time in UTC. */
export const dayOf = (time: string): string => time.slice(0, 10);

/** `YYYY-MM-DDTHH` of an ISO 8601 time in UTC. */
export const hourOf = (time: string): string => time.slice(0, 13);

/** Where a message stands in its partition: by time, and by its id within the same millisecond. */
export const placeOf = (time: string, messageId: string): string => `${time}#${messageId}`;

/** So many partitions an hour share what falls due, or a campaign for nine o'clock would be one hot one. */
export const dueShards = 8;

export const dueShardOf = (messageId: string): number => Number.parseInt(messageId.slice(-1), 16) % dueShards;
