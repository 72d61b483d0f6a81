import type { Item } from './operand.ts';

/**
 * The attributes that the version before this one wrote. What it wrote is still in the tables when the next version is
 * deployed: that one must read it, so an attribute that is new is optional for as long as rows are kept.
 */
const messageAttributes = [
  'messageId',
  'tenant',
  'lane',
  'recipient',
  'country',
  'recipientHash',
  'sender',
  'body',
  'encoding',
  'segmentCount',
  'route',
  'reference',
  'metadata',
  'createdAt',
  'expiresAt',
  'requestHash',
  'expiresAtEpoch',
  // Its indexes were there already: what they do not hold, no look-up can tell apart.
  'timeKey',
  'sortKey',
  'recipientKey',
  'referenceKey',
];

const statusAttributes = [
  'pk',
  'messageId',
  'tenant',
  'lane',
  'status',
  'timeline',
  'attemptCount',
  'attempts',
  'segmentCount',
  'billedSegmentCount',
  'recipientHash',
  'country',
  'reference',
  'expiresAtEpoch',
  'revision',
];

const only =
  (attributes: readonly string[]) =>
  (item: Item): Item =>
    Object.fromEntries(Object.entries(item).filter(([name]) => attributes.includes(name)));

export const asPreviousMessage = only(messageAttributes);
export const asPreviousStatus = (item: Item): Item =>
  item.messageId === undefined ? item : only(statusAttributes)(item);
