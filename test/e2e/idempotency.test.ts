import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MessageResource } from '../../core/api/message-resource.ts';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const post = (body: object, key: string) =>
  pipeline.call('/v1/messages', { body, headers: { 'idempotency-key': key } });

const submitsOf = async (messageId: string) =>
  (await pipeline.ledger()).filter(({ token }) => messageOf(token) === messageId);

const delivered = (messageId: string) =>
  eventually(() => {
    expect(pipeline.events.of(messageId).at(-1)?.data.status).toBe('delivered');
  });

describe.concurrent('a request under an Idempotency-Key', () => {
  test('is answered with the same bytes when it comes again, before and after the delivery', async () => {
    const body = { to: '+447700900001', body: 'Your code is 482913.', metadata: { b: '1', a: '2' } };
    const first = await post(body, 'order-1');
    const { messageId } = JSON.parse(first.text);
    const second = await post(body, 'order-1');
    await delivered(messageId);
    const third = await post({ metadata: { a: '2', b: '1' }, body: body.body, to: body.to }, 'order-1');

    expect([first.status, second.status, third.status]).toEqual([202, 202, 202]);
    expect([second.text, third.text]).toEqual([first.text, first.text]);
    const replayed = [first, second, third].map(({ headers }) => headers.get('idempotency-replayed'));
    expect(replayed).toEqual(['false', 'true', 'true']);
    expect(third.headers.get('location')).toBe(`/v1/messages/${messageId}`);
  });

  test('makes one message and one submit, however many come at once', async () => {
    const body = { to: '+447700900001', body: 'Once, please.' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(body, 'order-2')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const firsts = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'false');
    expect(firsts).toHaveLength(1);

    const { messageId } = JSON.parse(answers[0]?.text ?? '');
    await delivered(messageId);
    expect((await submitsOf(messageId)).map(({ submits, taken }) => [submits, taken])).toEqual([[1, 1]]);
    expect(pipeline.events.of(messageId).map(({ data }) => data.version)).toEqual([1, 2]);
  });

  test('is refused when it says something else, and the first text stays as it was', async () => {
    const { text } = await post({ to: '+447700900001', body: 'The first text' }, 'order-3');
    for (const changed of [
      { to: '+447700900001', body: 'Another text' },
      { to: '+447700900002', body: 'The first text' },
      { to: '+447700900001', body: 'The first text', reference: 'r' },
    ]) {
      const problem = await pipeline.refused('/v1/messages', {
        body: changed,
        headers: { 'idempotency-key': 'order-3' },
      });
      expect([problem.status, problem.code]).toEqual([422, 'idempotency_key_reused']);
    }
    const { messageId } = JSON.parse(text);
    await delivered(messageId);
    expect(await pipeline.find(messageId)).toMatchObject({ to: '+447700900001', body: 'The first text' });
    expect(await submitsOf(messageId)).toHaveLength(1);
  });

  test('that is refused for its fields keeps the key free', async () => {
    const headers = { 'idempotency-key': 'order-4' };
    const problem = await pipeline.refused('/v1/messages', { body: { to: 'nobody', body: 'x' }, headers });
    expect(problem.status).toBe(400);
    const sent = await pipeline.send({ to: '+447700900001', body: 'Now with a number' }, headers);
    await delivered(sent.messageId);
  });

  test('is refused when the key is empty, too long or not ASCII', async () => {
    for (const key of ['', 'k'.repeat(256), 'schlüssel']) {
      const problem = await pipeline.refused('/v1/messages', {
        body: { to: '+447700900001', body: 'x' },
        headers: { 'idempotency-key': key },
      });
      expect([problem.status, problem.code]).toEqual([400, 'invalid_idempotency_key']);
    }
  });

  test('differs from one without: equal requests without a key are two messages', async () => {
    const body = { to: '+447700900001', body: 'Twice, please.' };
    const answers = await Promise.all([0, 1].map(() => pipeline.call('/v1/messages', { body })));
    const ids = answers.map(({ text }) => MessageResource.parse(JSON.parse(text)).messageId);
    expect(new Set(ids).size).toBe(2);
    await Promise.all(ids.map(delivered));
  });
});
