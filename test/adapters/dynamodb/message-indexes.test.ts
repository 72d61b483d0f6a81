import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomMessageId } from '../../../adapters/crypto/message-ids.ts';
import { createMessageIndex } from '../../../adapters/dynamodb/message-index.ts';
import { createMessageStore } from '../../../adapters/dynamodb/message-store.ts';
import { createStatusStore } from '../../../adapters/dynamodb/status-store.ts';
import { createTenantDays, notingDays } from '../../../adapters/dynamodb/tenant-days.ts';
import type { IndexKey } from '../../../core/message-indexes.ts';
import { acceptedState } from '../../../core/outbound-message.ts';
import { aMessage } from '../../support/builders.ts';
import { FakeMessageIndex } from '../../support/fake-message-index.ts';
import { FakeMessageStore } from '../../support/fake-stores.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';
import { emptyStack, pipelineIn } from '../../support/synthesized.ts';

let local: LocalEndpoint;
let client: DynamoDBDocumentClient;
let tables: { messages: string; statuses: string };

beforeAll(async () => {
  local = await startLocalEndpoint();
  client = DynamoDBDocumentClient.from(local.dynamoDb);
  const stack = emptyStack();
  pipelineIn(stack);
  const found = Template.fromStack(stack).findResources('AWS::DynamoDB::Table');
  const create = async (pattern: RegExp): Promise<string> => {
    const [id, { Properties }] = Object.entries(found).find(([name]) => pattern.test(name)) ?? ['', {}];
    return (await local.create('AWS::DynamoDB::Table', id, Properties)).ref;
  };
  tables = { messages: await create(/Messages/), statuses: await create(/Statuses/) };
});
afterAll(() => local.stop());

const at = (second: number) => new Date(Date.UTC(2026, 10, 1, 12, 0, second));

const messagesOf = (tenant: string, count: number) =>
  Array.from({ length: count }, (_, i) =>
    aMessage({
      messageId: randomMessageId(at(i)),
      tenant,
      createdAt: at(i).toISOString(),
      ...(i % 2 === 0 && { reference: 'even' }),
    }),
  );

test('the indexes of the template find what the message store wrote, page by page, as the fake does', async () => {
  const store = createMessageStore(client, tables.messages);
  const fake = new FakeMessageStore();
  for (const message of messagesOf('acme', 7)) {
    await store.add(message);
    await fake.add(message);
  }
  const real = createMessageIndex(client, tables.messages);
  const expected = new FakeMessageIndex(fake);
  const byTime: IndexKey = { index: 'byTime', tenant: 'acme', day: '2026-11-01' };
  const keys: IndexKey[] = [
    byTime,
    { ...byTime, day: '2026-11-02' },
    { index: 'byRecipient', tenant: 'acme', recipientHash: 'f'.repeat(32) },
    { index: 'byReference', tenant: 'acme', reference: 'even' },
  ];
  for (const key of keys) {
    for (const order of ['newest first', 'oldest first'] as const) {
      const range = { from: '2026-11-01', until: at(5).toISOString(), order, limit: 3 };
      expect(await real.page(key, range)).toEqual(await expected.page(key, range));
    }
  }
  const newest = { from: '2026-11-01', order: 'newest first', limit: 2 } as const;
  const first = await real.page(byTime, { ...newest, until: '2026-11-02' });
  const second = await real.page(byTime, { ...newest, until: first.at(-1)?.place ?? '' });
  expect([...first, ...second].map(({ place }) => place.slice(17, 19))).toEqual(['06', '05', '04', '03']);
});

test('many rows are read at once, and a row is read without the attributes of the indexes', async () => {
  const store = createMessageStore(client, tables.messages);
  const statuses = createStatusStore(client, tables.statuses);
  const rows = messagesOf('globex', 130);
  for (const row of rows) await store.add(row);
  const [one] = rows;
  if (one) await statuses.save(acceptedState(one), undefined);
  const ids = rows.map(({ messageId }) => messageId);
  const byId = (a: { messageId: string }, b: { messageId: string }) => (a.messageId < b.messageId ? -1 : 1);
  expect((await store.findAll(ids)).sort(byId)).toEqual(rows.toSorted(byId));
  expect(await statuses.findAll(ids)).toEqual([one && acceptedState(one)]);
});

test('erasing leaves nothing of number, text, sender and metadata, but the way from the hash to the message', async () => {
  const store = createMessageStore(client, tables.messages);
  const index = createMessageIndex(client, tables.messages);
  const [message] = messagesOf('hooli', 1);
  if (!message) throw new Error('no message');
  await store.add({ ...message, sender: 'ACME', metadata: { name: 'Ada' } });
  await store.erase(message.messageId, at(30));
  await store.erase(message.messageId, at(40));
  const { recipient: _recipient, body: _body, ...kept } = message;
  expect(await store.find(message.messageId)).toEqual({ ...kept, erasedAt: at(30).toISOString() });
  const { Item } = await client.send(
    new GetCommand({ TableName: tables.messages, Key: { messageId: message.messageId } }),
  );
  expect(JSON.stringify(Item)).not.toMatch(/447700900001|parcel|ACME|Ada/);

  const range = { from: '2026-11-01', until: '2026-11-02', order: 'newest first', limit: 5 } as const;
  const { recipientHash } = message;
  expect(await index.page({ index: 'byRecipient', tenant: 'hooli', recipientHash }, range)).toHaveLength(1);
  expect(await index.page({ index: 'byTime', tenant: 'hooli', day: '2026-11-01' }, range)).toHaveLength(1);
  await expect(store.erase(`msg_${'ee'.repeat(16)}`, at(30))).rejects.toThrow();
});

test('a day knows its tenants, and a container writes each of them once', async () => {
  const calls: string[] = [];
  const days = createTenantDays(client, tables.statuses);
  const messages = new FakeMessageStore();
  const noting = notingDays(
    {
      note: async (tenant, time) => {
        calls.push(`${tenant} ${time.slice(0, 10)} before ${messages.rows.size}`);
        await days.note(tenant, time);
      },
    },
    messages,
  );
  await noting.add(aMessage({ tenant: 'initech' }));
  expect(calls).toEqual(['initech 2026-11-01 before 0']);
  await days.note('globex', '2026-11-01T23:59:59.999Z');
  await days.note('globex', '2026-11-02T00:00:00.000Z');
  expect(await days.tenantsOf('2026-11-01')).toEqual(['globex', 'initech']);
  expect(await days.tenantsOf('2026-11-02')).toEqual(['globex']);
  expect(await days.tenantsOf('2026-11-03')).toEqual([]);
});

test('texts of the same time share the write of their day, and one that failed is tried again', async () => {
  const writes: unknown[] = [];
  const down = new Error('the table is down');
  const answers: (() => Promise<unknown>)[] = [() => Promise.reject(down), () => Promise.resolve({})];
  const counting = DynamoDBDocumentClient.from(local.dynamoDb);
  counting.send = (command: unknown) => {
    writes.push(command);
    return answers.shift()?.() ?? Promise.reject(new Error('one write too many'));
  };
  const days = createTenantDays(counting, tables.statuses);
  const note = () => days.note('acme', '2026-11-01T12:00:00.000Z');
  expect(await Promise.allSettled([note(), note()])).toMatchObject([{ reason: down }, { reason: down }]);
  await Promise.all([note(), note(), note()]);
  await note();
  expect(writes).toHaveLength(2);
});
