import { describe, expect, test } from 'vitest';
import { InboundEntry } from '../../core/inbound/inbound-entry.ts';
import { inboundEventsOf } from '../../core/inbound/inbound-events.ts';
import { InboundSettings } from '../../core/inbound/inbound-settings.ts';
import { createTakeInbound } from '../../lambdas/receive-webhook/take-inbound.ts';
import { FakeInboundLog, FakeInboundQueue } from '../support/fake-inbound.ts';
import { FakeClock, FakeOptOuts, silentLog } from '../support/fake-ports.ts';

const recipient = '+447700900999';
const sender = '+447700900001';

const arrange = (input: object = { numbers: { [recipient]: 'acme' } }) => {
  const clock = new FakeClock();
  const optOuts = new FakeOptOuts();
  const queue = new FakeInboundQueue();
  const lines: string[] = [];
  const take = createTakeInbound({
    settings: InboundSettings.parse(input),
    inbound: new FakeInboundLog(),
    optOuts,
    queue,
    hashRecipient: async (number) => `hash-of-${number.slice(-3)}`,
    log: { ...silentLog, warn: (event, fields) => lines.push(JSON.stringify([event, fields])) },
  });
  let texts = 0;
  const say = async (
    text: string,
    more: { id?: string; to?: string; from?: string; keyword?: string; sentAt?: string } = {},
  ) => {
    const { id = `SM${++texts}`, to = recipient, from = sender, ...facts } = more;
    const message = { carrier: 'twilio', carrierMessageId: id, sender: from, recipient: to, text, ...facts };
    await take(message, clock.now());
    clock.pass(1);
  };
  const events = () => queue.entries.flatMap((entry) => inboundEventsOf(InboundEntry.parse(entry)));
  const isOut = () => optOuts.rows.has('acme hash-of-001');
  return { say, clock, optOuts, queue, lines, events, isOut };
};

describe('a text that comes in', () => {
  test('is told to its tenant by hash, country and keyword, and neither by number nor by words', async () => {
    const { say, events, isOut } = arrange();
    await say('Is it open on Sunday?');
    expect(events()).toEqual([
      {
        specversion: '1.0',
        id: 'inbound:twilio:SM1',
        type: 'sms.inbound.received',
        time: '2026-11-01T12:00:00.000Z',
        tenant: 'acme',
        data: {
          carrier: 'twilio',
          carrierMessageId: 'SM1',
          recipient,
          sender: { hash: 'hash-of-001', country: 'GB' },
        },
      },
    ]);
    expect(isOut()).toBe(false);
  });

  test('is told with the time of its sending, unless that is ahead of us', async () => {
    const { say, events } = arrange();
    await say('hello', { sentAt: '2026-11-01T11:59:00.000Z' });
    await say('hello', { sentAt: '2026-11-01T13:00:00.000Z' });
    expect(events().map(({ data }) => 'sentAt' in data && data.sentAt)).toEqual([
      '2026-11-01T11:59:00.000Z',
      false,
    ]);
  });

  test('counts as the keyword that the carrier takes it for, where the text itself is none', async () => {
    const { say, isOut } = arrange();
    await say('', { keyword: 'stop' });
    expect(isOut()).toBe(true);
    await say('START', { keyword: 'STOP' });
    expect(isOut()).toBe(false);
    await say('hello', { keyword: 'HELLO' });
    expect(isOut()).toBe(false);
  });

  test('of a sender that is no number is told without a country', async () => {
    const { say, events } = arrange();
    await say('hello', { from: 'Shop' });
    expect(events()[0]?.data).toMatchObject({ sender: { hash: 'hash-of-hop' } });
  });

  test('that says STOP opts out before it is in the queue, and is told as both', async () => {
    const { say, events, queue, isOut } = arrange();
    queue.failNext = true;
    await expect(say('stop', { id: 'SM9' })).rejects.toThrow('the queue is down');
    expect(isOut()).toBe(true);
    await say('stop', { id: 'SM9' });
    expect(events().map(({ id, type }) => [id, type])).toEqual([
      ['inbound:twilio:SM9', 'sms.inbound.received'],
      ['recipient:twilio:SM9', 'sms.recipient.opted-out'],
    ]);
  });

  test('that says START opts in again, and HELP changes nothing', async () => {
    const { say, events, isOut } = arrange();
    await say('STOP');
    await say('HELP');
    expect(isOut()).toBe(true);
    await say('START');
    expect(isOut()).toBe(false);
    expect(events().map(({ type }) => type)).toEqual([
      'sms.inbound.received',
      'sms.recipient.opted-out',
      'sms.inbound.received',
      'sms.inbound.received',
      'sms.recipient.opted-in',
    ]);
  });

  test('is told the same however often the carrier says it', async () => {
    const { say, events } = arrange();
    await say('STOP', { id: 'SM9' });
    const once = events();
    await say('STOP', { id: 'SM9' });
    expect(events()).toEqual([...once, ...once]);
  });

  test('that is a copy of an old START undoes no later STOP', async () => {
    const { say, isOut } = arrange();
    await say('START', { id: 'SM8' });
    await say('STOP');
    await say('START', { id: 'SM8' });
    expect(isOut()).toBe(true);
  });

  test('counts for the tenant of the number, or for the one of all other numbers', async () => {
    const { say, optOuts } = arrange({
      numbers: { [recipient]: 'acme', '12345': 'globex' },
      tenant: 'initech',
    });
    await say('STOP');
    await say('STOP', { to: '12345' });
    await say('STOP', { to: '+15005550006' });
    await say('STOP', { to: 'constructor' });
    expect([...optOuts.rows.keys()]).toEqual([
      'acme hash-of-001',
      'globex hash-of-001',
      'initech hash-of-001',
    ]);
  });

  test('to a number of nobody is told without a tenant, blocks nothing and leaves a warning', async () => {
    const { say, events, optOuts, lines } = arrange({ tenant: '' });
    await say('STOP');
    expect(events().map((event) => [event.type, 'tenant' in event])).toEqual([
      ['sms.inbound.received', false],
    ]);
    expect(optOuts.rows.size).toBe(0);
    expect(lines).toEqual(['["inbound text to a number of nobody",{"carrier":"twilio","reason":"stop"}]']);
  });
});
