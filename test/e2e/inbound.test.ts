import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const Posted = z.object({ carrierMessageId: z.string(), answer: z.number() });
const recipient = '+447700900031';
const ourNumber = '+15005550006';

/** Lets the recipient send us a text through the simulated Twilio. */
const say = async (text: string, more: object = {}) => {
  const response = await fetch(`${pipeline.run.carrierSimulatorUrl}/_simulator/inbound`, {
    method: 'POST',
    body: JSON.stringify({ carrier: 'twilio', from: recipient, to: ourNumber, text, ...more }),
  });
  const posted = Posted.parse(await response.json());
  expect(posted.answer).toBe(204);
  return posted.carrierMessageId;
};
const endOf = async (body: string) => {
  const { messageId } = await pipeline.send({ to: recipient, body });
  return eventually(async () => {
    const { status, error } = await pipeline.find(messageId);
    expect(['delivered', 'blocked']).toContain(status);
    return [status, error?.code];
  });
};
const told = (carrierMessageId: string) =>
  pipeline.events.ofRecipients.filter(({ data }) => data.carrierMessageId === carrierMessageId);

test('no text is sent after a STOP that we acknowledged, until a START', async () => {
  expect(await endOf('Hello')).toEqual(['delivered', undefined]);

  const stop = await say('Stop.');
  expect(await endOf('Hello again')).toEqual(['blocked', 'opted_out']);
  const optOut = await pipeline.call(`/v1/opt-outs/${encodeURIComponent(recipient)}`);
  expect(JSON.parse(optOut.text)).toMatchObject({ number: recipient, source: 'keyword' });

  const start = await say('START');
  expect(await endOf('Welcome back')).toEqual(['delivered', undefined]);

  await say('START', { carrierMessageId: start });
  await say('stop', { carrierMessageId: stop });
  await eventually(() => {
    const types = [...told(stop), ...told(start)].map(({ type }) => type);
    expect(new Set(types)).toEqual(
      new Set(['sms.inbound.received', 'sms.recipient.opted-out', 'sms.recipient.opted-in']),
    );
    // Each as often as the carrier said it, and the same each time
    expect(told(stop)).toHaveLength(4);
    expect(told(start)).toHaveLength(4);
  });
  for (const events of [told(stop), told(start)]) {
    expect(new Set(events.map((event) => JSON.stringify(event))).size).toBe(2);
  }
});

test('a text is told to the tenant of our number, without its words and its sender', async () => {
  const id = await say('Where is my parcel?');
  await eventually(() => expect(told(id)).toHaveLength(1));
  const [event] = told(id);
  expect(event).toMatchObject({
    type: 'sms.inbound.received',
    tenant: 'local',
    data: { carrier: 'twilio', recipient: ourNumber, sender: { country: 'GB' } },
  });
  expect(JSON.stringify(event)).not.toContain('900031');
  expect(JSON.stringify(event)).not.toContain('parcel');
});
