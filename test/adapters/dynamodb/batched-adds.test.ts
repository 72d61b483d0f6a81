import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomMessageId } from '../../../adapters/crypto/message-ids.ts';
import { withBatchedAdds } from '../../../adapters/dynamodb/batched-adds.ts';
import { createMessageStore } from '../../../adapters/dynamodb/message-store.ts';
import type { OutboundMessage } from '../../../core/outbound-message.ts';
import { aMessage } from '../../support/builders.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
let table: string;
let commands: string[];

beforeAll(async () => {
  local = await startLocalEndpoint();
  const { ref } = await local.create('AWS::DynamoDB::Table', 'Messages', {
    KeySchema: [{ AttributeName: 'messageId', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'messageId', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  table = ref;
});
afterAll(() => local.stop());

/** Writes down what is called. */
const client = (): DynamoDBDocumentClient => {
  commands = [];
  const documents = DynamoDBDocumentClient.from(local.dynamoDb);
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        commands.push(String(commandName));
        return next(args);
      },
    { step: 'initialize' },
  );
  return documents;
};

const messagesOf = (count: number, more: Partial<OutboundMessage> = {}): OutboundMessage[] =>
  Array.from({ length: count }, () => aMessage({ messageId: randomMessageId(new Date()), ...more }));

test('stores a hundred messages with ids of their own in four calls', async () => {
  const documents = client();
  const store = createMessageStore(documents, table);
  const { add } = withBatchedAdds(documents, table, store);
  const messages = messagesOf(100);
  expect(await Promise.all(messages.map(add))).toEqual(messages.map(() => ({ added: true })));
  expect(commands).toEqual(Array(4).fill('BatchWriteItemCommand'));
  const found = await store.findAll(messages.map(({ messageId }) => messageId));
  const byId = new Map(found.map((message) => [message.messageId, message]));
  expect(messages.map(({ messageId }) => byId.get(messageId))).toEqual(messages);
});

test('stores each message with an idempotency key by itself, and never over another', async () => {
  const documents = client();
  const { add } = withBatchedAdds(documents, table, createMessageStore(documents, table));
  const [first, second] = messagesOf(2, { requestHash: 'a' });
  if (!first || !second) throw new Error('no messages');
  expect(await Promise.all([add(first), add(second)])).toEqual([{ added: true }, { added: true }]);
  expect(await add({ ...first, body: 'Another' })).toEqual({ added: false, existing: first });
  expect(commands).not.toContain('BatchWriteItemCommand');
});

test('a row that DynamoDB leaves over is written by the next call, and fails alone when none takes it', async () => {
  const messages = messagesOf(30);
  const stubborn = messages[7];
  const documents = client();
  const answers: number[] = [];
  documents.middlewareStack.add(
    () => async (args) => {
      const requests = Object(args.input).RequestItems[table];
      answers.push(requests.length);
      const left = requests.filter(
        ({ PutRequest }: { PutRequest: { Item: OutboundMessage } }) =>
          PutRequest.Item.messageId === stubborn?.messageId,
      );
      return { output: { $metadata: {}, UnprocessedItems: { [table]: left } }, response: {} };
    },
    { step: 'initialize', priority: 'low' },
  );
  const { add } = withBatchedAdds(documents, table, createMessageStore(documents, table));
  const settled = await Promise.allSettled(messages.map(add));
  expect(settled.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([7]);
  expect(answers).toEqual([25, 5, 1, 1, 1, 1]);
});
