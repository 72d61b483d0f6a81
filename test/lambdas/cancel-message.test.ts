import { beforeEach, describe, expect, test } from 'vitest';
import { createCancelMessage } from '../../lambdas/cancel-message/cancel-message.ts';
import { aMessage, firstDelivery, messageId } from '../support/builders.ts';
import { FakePipeline } from '../support/fake-pipeline.ts';
import { FakeCarrier } from '../support/fake-ports.ts';

let pipeline: FakePipeline;
let { clock, messages, statuses, events }: FakePipeline = new FakePipeline();
let carrier: FakeCarrier;

beforeEach(async () => {
  pipeline = new FakePipeline();
  ({ clock, messages, statuses, events } = pipeline);
  carrier = new FakeCarrier('twilio');
  await messages.add(aMessage());
});

const cancelMessage = (tenant = 'acme', id: string | undefined = messageId) =>
  createCancelMessage({ messages, statuses, events, clock: clock.now })(tenant, id);

const send = () => pipeline.sender([carrier])({ messageId, tenant: 'acme' }, firstDelivery);

describe('canceling', () => {
  test('before the submit makes the message canceled, says so on the bus, and keeps it from the carrier', async () => {
    expect(await cancelMessage()).toMatchObject({
      status: 'canceled',
      timeline: [{}, { status: 'canceled' }],
    });
    expect(events.ids).toEqual(['1 sms.message.canceled']);
    await send();
    expect(carrier.submitted).toEqual([]);
    expect(statuses.stateOf(messageId).status).toBe('canceled');
  });

  test('again is answered alike', async () => {
    const first = await cancelMessage();
    clock.pass(60);
    expect(await cancelMessage()).toEqual(first);
    expect(statuses.stateOf(messageId).timeline).toHaveLength(2);
  });

  test('again publishes the event that a crash kept back', async () => {
    events.failNext = true;
    await expect(cancelMessage()).rejects.toThrow('bus is down');
    expect(await cancelMessage()).toMatchObject({ status: 'canceled' });
    expect(events.ids).toEqual(['1 sms.message.canceled']);
  });

  test('after the submit is refused and changes nothing', async () => {
    await send();
    const before = statuses.stateOf(messageId);
    await expect(cancelMessage()).rejects.toMatchObject({ code: 'not_cancelable' });
    expect(statuses.stateOf(messageId)).toEqual(before);
  });

  test('loses to a claim that comes between its read and its write', async () => {
    statuses.beforeNextSave = send;
    await expect(cancelMessage()).rejects.toMatchObject({ code: 'not_cancelable' });
    expect(carrier.submitted).toHaveLength(1);
    expect(new Set(events.ids)).toEqual(new Set(['1 sms.message.sent']));
  });

  test('wins over a claim that comes after its write', async () => {
    statuses.beforeNextSave = async () => {
      await cancelMessage();
    };
    await send();
    expect(carrier.submitted).toEqual([]);
    expect(new Set(events.ids)).toEqual(new Set(['1 sms.message.canceled']));
  });

  test.each([
    ['of another tenant', 'globex', messageId],
    ['that never was', 'acme', `msg_${'ff'.repeat(16)}`],
    ['with an id that is none', 'acme', 'x'],
  ])('a message %s finds nothing', async (_what, tenant, id) => {
    await expect(cancelMessage(tenant, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(statuses.rows.size).toBe(0);
  });
});
