import { EventBridgeClient, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { createEventBus } from '../../../adapters/eventbridge/event-bus.ts';
import { applyReceipt } from '../../../core/apply-receipt.ts';
import { eventsSince } from '../../../core/events.ts';
import { claim } from '../../../core/lifecycle.ts';
import { acceptedState } from '../../../core/outbound-message.ts';
import { aMessage, aReceipt } from '../../support/builders.ts';

const at = new Date('2026-11-01T12:00:10.000Z');
const events = eventsSince(applyReceipt(claim(acceptedState(aMessage()), 'twilio', at), aReceipt(), at), 0);

/** A bus that refuses the given entries of each call, by their place in it. */
const busThatRefuses = (refusals: number[][]) => {
  const calls: PutEventsCommandInput[] = [];
  const client = new EventBridgeClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async ({ body }: { body: string }) => {
        const input: PutEventsCommandInput = JSON.parse(body);
        const refused = refusals[calls.length] ?? [];
        calls.push(input);
        const Entries = input.Entries?.map((_, i) =>
          refused.includes(i) ? { ErrorCode: 'ThrottlingException' } : { EventId: String(i) },
        );
        const answer = JSON.stringify({ FailedEntryCount: refused.length, Entries });
        return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode(answer) } };
      },
    },
  });
  const sent = () => calls.map(({ Entries = [] }) => Entries.map(({ DetailType }) => DetailType));
  return { bus: createEventBus(client, 'bus', { wait: async () => {} }), sent };
};

test('sends again only the entries that the bus refused', async () => {
  const { bus, sent } = busThatRefuses([[1]]);
  await bus.publish(events);
  expect(sent()).toEqual([['sms.message.sent', 'sms.message.delivered'], ['sms.message.delivered']]);
});

test('tells its caller when entries stay refused', async () => {
  const { bus } = busThatRefuses([[0], [0], [0], [0], [0]]);
  await expect(bus.publish(events)).rejects.toThrow('left over');
});

test('publishes what comes at the same time in one call, and tells each caller of its own events', async () => {
  const { bus, sent } = busThatRefuses([[3], [0], [0], [0], [0]]);
  const published = await Promise.allSettled([bus.publish(events), bus.publish(events)]);
  expect(published.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(sent().map((call) => call.length)).toEqual([4, 1, 1, 1, 1]);
});

test('splits more than ten events into calls of ten', async () => {
  const { bus, sent } = busThatRefuses([]);
  await bus.publish(Array.from({ length: 6 }, () => events).flat());
  expect(sent().map((call) => call.length)).toEqual([10, 2]);
});
