import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { twilioAccount } from '../../bin/local-services.ts';
import { attemptIdOf, type MessageId } from '../../core/ids.ts';
import { signCallback } from '../../local/simulator/twilio/signature.ts';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { openQueues } from '../support/queues.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

/** A text that the carrier took and never reports on. */
const silentText = async () => {
  const { messageId } = await pipeline.send({
    to: '+447700900005',
    body: `Silence, please: ${Math.random()}`,
  });
  return eventually(async () => {
    const message = await pipeline.find(messageId);
    expect(message).toMatchObject({ status: 'sent', carrierMessageId: expect.any(String) });
    expect(pipeline.events.of(messageId)).toHaveLength(1);
    return message;
  });
};

const pathOf = (messageId: MessageId): string => `/v1/webhooks/twilio/${attemptIdOf(messageId, 1)}`;

type Signing = { readonly key?: string; readonly url?: string; readonly form?: Record<string, string> };

/** Posts a status callback as Twilio does, or as somebody who would like to be Twilio. */
const post = (path: string, form: Record<string, string>, signing: Signing = {}) => {
  const { key = twilioAccount.authToken, url = pipeline.run.url + path } = signing;
  return pipeline.call(path, {
    body: new URLSearchParams(form).toString(),
    apiKey: null,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signCallback(key, url, signing.form ?? form),
    },
  });
};

const ingested = async (): Promise<void> => {
  const queues = openQueues(pipeline.run.awsEndpoint);
  const receipts = await queues.find(/Receipts(?!.*DeadLetter|.*FailedPushes)/);
  await eventually(async () => {
    expect(await queues.depth(receipts)).toBe(0);
  });
};

describe.concurrent('a webhook', () => {
  test('that the carrier did not sign is refused and changes nothing', async ({ expect }) => {
    const message = await silentText();
    const path = pathOf(message.messageId);
    const form = { MessageSid: `${message.carrierMessageId}`, MessageStatus: 'delivered' };
    const forged: readonly Signing[] = [
      { key: 'another token' },
      { url: `${pipeline.run.url}${path}0` },
      { url: pipeline.run.url + pathOf('msg_00000000000000000000000000000000') },
      { form: { ...form, MessageStatus: 'sent' } },
      { form: {} },
    ];
    for (const signing of forged) {
      const answer = await post(path, form, signing);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'invalid_signature']);
    }
    const unsigned = await pipeline.refused(path, {
      body: new URLSearchParams(form).toString(),
      apiKey: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(unsigned).toMatchObject({ status: 403, code: 'invalid_signature' });
    await ingested();
    expect(await pipeline.find(message.messageId)).toEqual(message);
    expect(pipeline.events.of(message.messageId)).toHaveLength(1);
  });

  test('delivers the text, and replayed changes nothing more', async ({ expect }) => {
    const { messageId, carrierMessageId } = await silentText();
    const form = { MessageSid: `${carrierMessageId}`, MessageStatus: 'delivered' };
    expect((await post(pathOf(messageId), form)).status).toBe(204);
    await eventually(() => {
      expect(pipeline.events.of(messageId).at(-1)?.type).toBe('sms.message.delivered');
    });
    const delivered = await pipeline.find(messageId);
    const replays = await Promise.all(Array.from({ length: 10 }, () => post(pathOf(messageId), form)));
    expect(new Set(replays.map(({ status }) => status))).toEqual(new Set([204]));
    await ingested();
    expect(await pipeline.find(messageId)).toEqual(delivered);
    expect(pipeline.events.of(messageId).map(({ data }) => data.version)).toEqual([1, 2]);
  });

  test('that contradicts the outcome is told once as a correction', async ({ expect }) => {
    const { messageId, carrierMessageId } = await silentText();
    const say = (MessageStatus: string) =>
      post(pathOf(messageId), { MessageSid: `${carrierMessageId}`, MessageStatus });
    await say('delivered');
    await eventually(async () => {
      expect((await pipeline.find(messageId)).status).toBe('delivered');
    });
    await Promise.all([say('undelivered'), say('undelivered'), say('sent')]);
    await eventually(() => {
      expect(pipeline.events.of(messageId).at(-1)?.type).toBe('sms.message.corrected');
    });
    await ingested();
    expect((await pipeline.find(messageId)).status).toBe('delivered');
    expect(pipeline.events.of(messageId).map(({ type }) => type)).toEqual([
      'sms.message.sent',
      'sms.message.delivered',
      'sms.message.corrected',
    ]);
  });

  test('with words that are new to us is taken, and changes nothing', async ({ expect }) => {
    const message = await silentText();
    const form = { MessageSid: `${message.carrierMessageId}`, MessageStatus: 'teleported', Novelty: '💥' };
    expect((await post(pathOf(message.messageId), form)).status).toBe(204);
    await ingested();
    expect(await pipeline.find(message.messageId)).toEqual(message);
  });

  test('that says nothing about a text of ours is refused', async ({ expect }) => {
    const { messageId, carrierMessageId = '' } = await silentText();
    const empty = await post(pathOf(messageId), {});
    expect([empty.status, JSON.parse(empty.text).code]).toEqual([400, 'invalid_webhook']);
    const elsewhere = await post('/v1/webhooks/twilio/token', {
      MessageSid: carrierMessageId,
      MessageStatus: 'delivered',
    });
    expect([elsewhere.status, JSON.parse(elsewhere.text).code]).toEqual([400, 'invalid_webhook']);
  });
});
