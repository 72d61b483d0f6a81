import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MessageList } from '../../core/api/message-list.ts';
import { MessageResource } from '../../core/api/message-resource.ts';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

const list = async (query: string) => {
  const { status, text } = await pipeline.call(`/v1/messages?${query}`);
  expect(status).toBe(200);
  return MessageList.parse(JSON.parse(text));
};

const submitsOf = async (messageId: string) =>
  (await pipeline.ledger()).filter(({ token }) => messageOf(token) === messageId);

const cancel = (messageId: string) => pipeline.call(`/v1/messages/${messageId}/cancel`, { method: 'POST' });
const erase = (messageId: string) => pipeline.call(`/v1/messages/${messageId}/content`, { method: 'DELETE' });

const delivered = (messageId: string) =>
  eventually(() => expect(pipeline.events.of(messageId).at(-1)?.data.status).toBe('delivered'));

describe.concurrent('an application', () => {
  test('finds its messages by recipient, reference and status, page by page', async () => {
    const sent: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      const body = `Number ${i}`;
      sent.unshift((await pipeline.send({ to: '+447700900323', body, reference: 'listing' })).messageId);
    }
    await Promise.all(sent.map(delivered));
    const first = await list('to=%2B447700900323&status=delivered&limit=3');
    const second = await list(`to=%2B447700900323&status=delivered&limit=3&cursor=${first.nextCursor}`);
    const found = [...first.messages, ...second.messages].map(({ messageId }) => messageId);
    expect(found).toEqual(sent);
    expect((await list('reference=listing&limit=100')).messages).toHaveLength(5);
    expect((await list('reference=nobody')).messages).toEqual([]);
    expect((await list('limit=100')).messages.map(({ messageId }) => messageId)).toEqual(
      expect.arrayContaining(sent),
    );
  });

  test('cancels a text that is scheduled, and no submit follows', async () => {
    const { messageId, status } = await pipeline.send({
      to: '+447700900001',
      body: 'Never',
      sendAt: inSeconds(12),
    });
    expect(status).toBe('scheduled');
    const answers = [await cancel(messageId), await cancel(messageId)];
    for (const answer of answers) {
      expect(answer.status).toBe(200);
      expect(MessageResource.parse(JSON.parse(answer.text)).status).toBe('canceled');
    }
    const other = await pipeline.send({ to: '+447700900001', body: 'Later', sendAt: inSeconds(14) });
    await delivered(other.messageId);
    expect(await submitsOf(messageId)).toEqual([]);
    expect(pipeline.events.of(messageId).map(({ type }) => type)).toEqual(['sms.message.canceled']);
  });

  test('schedules a text that goes out at its time and not before', async () => {
    const sendAt = inSeconds(5);
    const { messageId } = await pipeline.send({ to: '+447700900001', body: 'On time', sendAt });
    await delivered(messageId);
    const { attempts, timeline, explanation } = await pipeline.find(messageId);
    expect(timeline.map(({ status }) => status)).toEqual(['scheduled', 'sent', 'delivered']);
    expect(Date.parse(attempts[0]?.claimedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(sendAt));
    expect(explanation?.gates.map(({ gate, outcome }) => `${gate} ${outcome}`)).toEqual([
      'cancel passed',
      'sendAt passed',
      'validity passed',
      'optOut passed',
    ]);
  });

  test('is told that a text is past canceling, erases it, and reads what is left', async () => {
    const body = { to: '+447700900001', body: 'Ada, your code is 482913', metadata: { name: 'Ada' } };
    const headers = { 'idempotency-key': 'to-be-erased' };
    const { messageId } = await pipeline.send(body, headers);
    await delivered(messageId);
    const refused = await pipeline.refused(`/v1/messages/${messageId}/cancel`, { method: 'POST' });
    expect([refused.status, refused.code]).toEqual([409, 'not_cancelable']);

    expect([(await erase(messageId)).status, (await erase(messageId)).status]).toEqual([204, 204]);
    const left = await pipeline.find(messageId);
    expect(left).toMatchObject({ status: 'delivered', timeline: [{}, {}, {}] });
    expect(left.erasedAt).toBeDefined();
    expect(JSON.stringify(left)).not.toMatch(/Ada|482913|447700900001/);
    expect(await pipeline.send(body, headers)).toMatchObject({ messageId, erasedAt: left.erasedAt });
    expect(await submitsOf(messageId)).toHaveLength(1);
  });

  test('cannot erase a text that waits to be sent', async () => {
    const { messageId } = await pipeline.send({
      to: '+447700900001',
      body: 'Waits',
      sendAt: inSeconds(3_600),
    });
    const refused = await pipeline.refused(`/v1/messages/${messageId}/content`, { method: 'DELETE' });
    expect([refused.status, refused.code]).toEqual([409, 'not_erasable']);
    expect((await cancel(messageId)).status).toBe(200);
    expect((await erase(messageId)).status).toBe(204);
  });
});
