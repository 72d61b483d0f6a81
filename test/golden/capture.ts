import * as z from 'zod';
import type { Gate } from '../../local/aws/gates.ts';

/** What the pipeline writes for later versions of itself, and for others, to read. */
export const kinds = [
  'messages',
  'statuses',
  'links',
  'optOuts',
  'health',
  'keys',
  'keyUses',
  'inboundNotes',
  'deadLetterNotes',
  'sweepCursors',
  'laneEntries',
  'reconcileEntries',
  'closingEntries',
  'receipts',
  'inboundEntries',
  'callbackEntries',
  'events',
] as const;
export type Kind = (typeof kinds)[number];

const Value = z.record(z.string(), z.unknown());
const Row = z.record(z.string(), Value);
const Put = z.object({ TableName: z.string(), Item: Row.optional(), Key: Row.optional() });
const Found = z.object({ Item: Row.optional() });
const PutMany = z.object({
  RequestItems: z.record(z.string(), z.array(z.object({ PutRequest: z.object({ Item: Row }) }))),
});
const Send = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string().optional(),
  Entries: z.array(z.object({ MessageBody: z.string() })).default([]),
});
const Received = z.object({ Messages: z.array(z.object({ Body: z.string() })).default([]) });
const Publish = z.object({ Entries: z.array(z.object({ Detail: z.string() })) });

const plainValue = (given: Record<string, unknown>): unknown => {
  const [[type, value] = ['NULL', true]] = Object.entries(given);
  if (type === 'N') return Number(value);
  if (type === 'NULL') return null;
  if (type === 'L') return z.array(Value).parse(value).map(plainValue);
  return type === 'M' ? plain(Row.parse(value)) : value;
};
const plain = (row: Record<string, Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]));

/** Whose rows a table has, by the start of their keys. Counters are left out: a number has no shape. */
const rows: readonly (readonly [table: RegExp, start: string, kind: Kind])[] = [
  [/StorageMessages/, '', 'messages'],
  [/StorageApiKeys/, '', 'keys'],
  [/StorageUsage/, 'key#', 'keyUses'],
  [/StorageStatuses/, 'msg_', 'statuses'],
  [/StorageStatuses/, 'link#', 'links'],
  [/StorageStatuses/, 'optout#', 'optOuts'],
  [/StorageStatuses/, 'health#', 'health'],
  [/StorageStatuses/, 'inbound#', 'inboundNotes'],
  [/StorageStatuses/, 'dead-letter#', 'deadLetterNotes'],
  [/StorageStatuses/, 'sweep#', 'sweepCursors'],
];
const kindOfRow = (table: string, { pk = '' }: Record<string, unknown>): Kind | undefined =>
  rows.find(([name, start]) => name.test(table) && String(pk).startsWith(start))?.[2];

const queues: readonly (readonly [queue: RegExp, kind: Kind])[] = [
  [/Lanes/, 'laneEntries'],
  [/Settlement/, 'reconcileEntries'],
  [/Closing/, 'closingEntries'],
  [/Receipts/, 'receipts'],
  [/Inbound/, 'inboundEntries'],
  [/StatusCallbacks/, 'callbackEntries'],
];
const kindOfQueue = (url: string): Kind | undefined => queues.find(([name]) => name.test(url))?.[1];

/** Keeps all that functions write into tables, queues and the bus, as it is read again. */
export const captureWrites = () => {
  const written: { readonly kind: Kind; readonly value: unknown }[] = [];
  const keep = (kind: Kind | undefined, value: unknown): void => {
    if (kind) written.push({ kind, value });
  };
  const keepRow = (table: string, row: z.infer<typeof Row>): void => {
    const item = plain(row);
    keep(kindOfRow(table, item), item);
  };

  const gate: Gate = async (call, next) => {
    const answer = await next(call);
    const { action, input } = call;
    if (action === 'PutItem') {
      const { TableName, Item = {} } = Put.parse(input);
      keepRow(TableName, Item);
    }
    if (action === 'UpdateItem') {
      const { TableName, Key } = Put.parse(input);
      const get = { ...call, action: 'GetItem', input: { TableName, Key, ConsistentRead: true } };
      const { Item } = Found.parse(JSON.parse((await next(get)).body));
      if (Item) keepRow(TableName, Item);
    }
    if (action === 'BatchWriteItem') {
      for (const [table, requests] of Object.entries(PutMany.parse(input).RequestItems)) {
        for (const { PutRequest } of requests) keepRow(table, PutRequest.Item);
      }
    }
    if (action === 'SendMessage' || action === 'SendMessageBatch') {
      const { QueueUrl, MessageBody, Entries } = Send.parse(input);
      const bodies = MessageBody === undefined ? Entries.map((entry) => entry.MessageBody) : [MessageBody];
      for (const body of bodies) keep(kindOfQueue(QueueUrl), JSON.parse(body));
    }
    // The bus puts them into their queue without a call.
    if (action === 'ReceiveMessage' && kindOfQueue(String(input.QueueUrl)) === 'callbackEntries') {
      for (const { Body } of Received.parse(JSON.parse(answer.body)).Messages) {
        keep('callbackEntries', JSON.parse(Body));
      }
    }
    if (action === 'PutEvents') {
      for (const { Detail } of Publish.parse(input).Entries) keep('events', JSON.parse(Detail));
    }
    return answer;
  };
  return { gate, written };
};
export type Captured = ReturnType<typeof captureWrites>['written'];
