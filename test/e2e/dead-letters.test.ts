import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttributeValue,
  BatchWriteItemCommand,
  DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createSmsClient } from '../../client/sms-client.ts';
import { isFinal } from '../../core/status.ts';
import { startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';
import { openQueues } from '../support/queues.ts';
import { runTool } from '../support/run-tool.ts';

const Outputs = z.object({ MessagesTable: z.string() });
const count = 1_000;
type Row = Record<string, AttributeValue>;

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

test(`${count} texts that were given up are redriven, and each goes out once`, {
  timeout: 900_000,
}, async () => {
  const pipeline = await startPipeline();
  try {
    const { run, dataDir } = pipeline;
    const sms = (...args: string[]) => runTool(...args, '--data-dir', dataDir);
    const queues = openQueues(run.awsEndpoint);
    const lane = await queues.find(/LanesOtpQueue(?!DeadLetter)/);
    const deadLetters = await queues.deadLettersOf(lane);
    const documents = new DynamoDBClient({
      ...{ endpoint: run.awsEndpoint, region: 'us-east-1' },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { MessagesTable } = Outputs.parse(JSON.parse(readFileSync(join(dataDir, 'outputs.json'), 'utf8')));

    // Entries that fail come back at once, not after a minute each.
    const hideFor = (VisibilityTimeout: string) =>
      queues.client.send(
        new SetQueueAttributesCommand({ QueueUrl: lane, Attributes: { VisibilityTimeout } }),
      );
    await hideFor('1');

    const client = createSmsClient({ url: run.url, apiKey: run.apiKey });
    const sendAt = new Date(Date.now() + 25_000).toISOString();
    const texts = Array.from({ length: count }, (_, i) => ({
      ...({ to: `+4477009${10_000 + i}`, body: `Code ${i}`, type: 'otp', sendAt } as const),
    }));
    const results = (await Promise.all(chunks(texts, 100).map((batch) => client.batch(batch)))).flat();
    const ids = results.flatMap((result) => ('messageId' in result ? [result.messageId] : []));
    expect(ids).toHaveLength(count);

    // The table loses its rows before the texts are due, as by a botched restore.
    const rows: Row[] = [];
    for await (const page of paginateScan({ client: documents }, { TableName: MessagesTable })) {
      rows.push(...(page.Items ?? []));
    }
    const write = async (requestOf: (row: Row) => object): Promise<void> => {
      for (const batch of chunks(rows, 25)) {
        const RequestItems = { [MessagesTable]: batch.map(requestOf) };
        await documents.send(new BatchWriteItemCommand({ RequestItems }));
      }
    };
    await write(({ messageId }) => ({ DeleteRequest: { Key: { messageId } } }));
    expect(new Date().toISOString() < sendAt).toBe(true);

    await expect.poll(() => queues.depth(deadLetters), { timeout: 400_000, interval: 500 }).toBe(count);
    const { stdout: shown } = await sms('dlq', 'show', 'otp', '--limit', '30', '--json');
    const reasons = shown
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(reasons).toHaveLength(30);
    for (const { messageId, reason } of reasons) expect(reason).toBe(`Fault: no message ${messageId}`);

    await write((Item) => ({ PutRequest: { Item } }));
    await hideFor('60');
    const { stdout: redriven } = await sms('dlq', 'redrive', 'otp', '--all');
    expect(redriven).toBe(`${count} entries are back in otp.\n`);

    // On a busy machine a submit may time out and end unknown: that is final too, and no reason to submit again.
    const final = (): number => {
      const events = pipeline.events.all.filter(({ data }) => isFinal(data.status));
      return new Set(events.map(({ data }) => data.messageId)).size;
    };
    await expect.poll(final, { timeout: 400_000, interval: 500 }).toBe(count);
    const ledger = await pipeline.ledger();
    expect(ledger.map(({ token }) => messageOf(token)).sort()).toEqual([...ids].sort());
    expect(new Set(ledger.map(({ taken }) => taken))).toEqual(new Set([1]));
    expect(await queues.depth(deadLetters)).toBe(0);
  } finally {
    await pipeline.stop();
  }
});
