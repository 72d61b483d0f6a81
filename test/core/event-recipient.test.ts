import { expect, test } from 'vitest';
import { eventsSince, MessageEvent } from '../../core/events.ts';
import { forgetNumber } from '../../core/forget-number.ts';
import { claim, recordOutcome } from '../../core/lifecycle.ts';
import { acceptedState } from '../../core/outbound-message.ts';
import { SmsEvent } from '../../events/sms-event.ts';
import { aMessage, messageId } from '../support/builders.ts';
import { FakeStatusStore } from '../support/fake-stores.ts';

const now = new Date('2026-11-01T12:00:00.000Z');
const sentOf = (message: ReturnType<typeof aMessage>) =>
  recordOutcome(
    claim(acceptedState(message), 'twilio', now),
    1,
    { ok: true, value: { carrierMessageId: 'c1' } },
    now,
  );

test('events say a hash and the country of the recipient, and no number', () => {
  const events = eventsSince(sentOf(aMessage()), 0);
  expect(events).toHaveLength(1);
  expect(events[0]?.data.recipient).toEqual({ hash: expect.any(String), country: 'GB' });
});

test('events say the number too where the deployer lets them, and consumers can read it', () => {
  const [event] = eventsSince(sentOf(aMessage({ numberInEvents: true })), 0);
  expect(MessageEvent.parse(event).data.recipient.number).toBe('+447700900001');
  expect(SmsEvent.parse(event)).toMatchObject({ data: { recipient: { number: '+447700900001' } } });
});

test('what was erased is said by no event any more', () => {
  const { recipient: _, body: __, ...rest } = aMessage({ numberInEvents: true });
  const erased = acceptedState({ ...rest, erasedAt: now.toISOString() });
  expect(erased).not.toHaveProperty('recipientNumber');
});

test('a number is forgotten though somebody else writes the state meanwhile', async () => {
  const statuses = new FakeStatusStore();
  await statuses.save(sentOf(aMessage({ numberInEvents: true })), undefined);
  let disturbed = false;
  await forgetNumber(
    {
      find: (id) => statuses.find(id),
      save: async (state, revision) => {
        const stored = await statuses.find(messageId);
        if (!disturbed && stored) await statuses.save({ ...stored.state, segmentCount: 7 }, stored.revision);
        disturbed = true;
        return statuses.save(state, revision);
      },
    },
    messageId,
  );
  const { state } = (await statuses.find(messageId)) ?? {};
  expect(state).toMatchObject({ status: 'sent', segmentCount: 7 });
  expect(state).not.toHaveProperty('recipientNumber');
});
