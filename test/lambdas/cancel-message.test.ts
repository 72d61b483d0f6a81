import { beforeEach, describe, expect, test } from 'vitest';
import { createCancelMessage } from '../../lambdas/cancel-message/cancel-message.ts';
import { createSendMessage } from '../../lambdas/send-message/send-message.ts';
import { aMessage, firstDelivery, messageId } from '../support/builders.ts';
import {
  FakeCarrier,
  FakeClock,
  FakeEventBus,
  FakeLaneQueue,
  FakeOptOuts,
  FakeReconcileQueue,
  silentLog,
} from '../support/fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from '../support/fake-stores.ts';

let clock: FakeClock;
let messages: FakeMessageStore;
let statuses: FakeStatusStore;
let events: FakeEventBus;
let carrier: FakeCarrier;

beforeEach(async () => {
  clock = new FakeClock();
  messages = new FakeMessageStore();
  statuses = new FakeStatusStore();
  events = new FakeEventBus();
  carrier = new FakeCarrier('twilio');
  await messages.add(aMessage());
});

const cancelMessage = (tenant = 'acme', id: string | undefined = messageId) =>
  createCancelMessage({ messages, statuses, events, clock: clock.now })(tenant, id);

const send = () =>
  createSendMessage({
    ...{ messages, statuses, events, queue: new FakeLaneQueue(), clock: clock.now, log: silentLog },
    ...{ reconcile: new FakeReconcileQueue(), optOuts: new FakeOptOuts() },
    carriers: new Map([['twilio', carrier]]),
    jitter: () => 1,
  })({ messageId, tenant: 'acme' }, firstDelivery);

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
