import { afterAll, beforeAll, describe, test } from 'vitest';
import { createSmsClient, type SmsClient } from '../../client/sms-client.ts';
import { parseEvent } from '../../events/parse-event.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';

let pipeline: Pipeline;
let client: SmsClient;
beforeAll(async () => {
  pipeline = await startPipeline();
  const { url, apiKey } = pipeline.run;
  client = createSmsClient({ url, apiKey });
});
afterAll(() => pipeline.stop());

describe.concurrent('the client package', () => {
  test('previews, sends and follows a text to its end', async ({ expect }) => {
    const text = { to: '+447700900001', body: 'Your code is 482913.', reference: 'client-1' };
    expect(await client.preview(text)).toMatchObject({ accepted: true, segmentCount: 1 });
    const { messageId } = await client.send(text);
    const final = await client.waitForFinal(messageId, { signal: AbortSignal.timeout(60_000) });
    expect(final).toMatchObject({ status: 'delivered', reference: 'client-1' });
    expect(await client.get(messageId)).toEqual(final);
  });

  test('is refused in the words of the API', async ({ expect }) => {
    await expect(client.send({ to: 'nobody', body: '' })).rejects.toMatchObject({
      code: 'invalid_request',
      status: 400,
      errors: [{ path: 'body' }, { path: 'to' }],
      requestId: expect.stringMatching(/=$/),
    });
  });

  test('sends one text for one key, however often it is called', async ({ expect }) => {
    const text = { to: '+447700900001', body: 'Only once' };
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => client.send(text, { idempotencyKey: 'once' })),
    );
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('sends a batch, and tells of each text what became of it', async ({ expect }) => {
    const text = { to: '+447700900001', body: 'One of many' };
    const [first, second] = await client.batch([text, { to: 'nobody', body: '' }]);
    expect(first).toMatchObject({ status: 'accepted', body: 'One of many' });
    expect(second).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  test('finds its texts, cancels one and erases it', async ({ expect }) => {
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const text = { to: '+447700900001', body: 'Later', reference: 'client-2', sendAt };
    const { messageId } = await client.send(text);
    const found = async () => {
      const ids: string[] = [];
      for await (const one of client.list({ reference: 'client-2' })) ids.push(one.messageId);
      return ids;
    };
    await expect.poll(found, { timeout: 30_000 }).toEqual([messageId]);
    expect(await client.cancel(messageId)).toMatchObject({ status: 'canceled' });
    await client.erase(messageId);
    expect(await client.get(messageId)).not.toHaveProperty('body');
  });

  test('brings a parser that reads what reaches the bus', async ({ expect }) => {
    const { messageId } = await client.send({ to: '+447700900002', body: 'Never comes' });
    await expect.poll(() => pipeline.events.of(messageId).length, { timeout: 60_000 }).toBe(2);
    for (const detail of pipeline.events.of(messageId)) {
      const event = { source: 'sms-pipeline', 'detail-type': detail.type, detail };
      expect(parseEvent(event)).toEqual(detail);
    }
  });
});
