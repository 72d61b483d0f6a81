import { hashRecipient } from '../../adapters/crypto/hashes.ts';
import { randomMessageId } from '../../adapters/crypto/message-ids.ts';
import type { MessageId } from '../../core/ids.ts';
import type { LaneEntry } from '../../core/lane-entry.ts';
import type { OutboundMessage } from '../../core/outbound-message.ts';
import type { LaneEntries } from '../../core/ports.ts';
import { createCloseMessage } from '../../lambdas/close-message/close-message.ts';
import { createReconcile } from '../../lambdas/reconcile/reconcile.ts';
import { createSendMessage } from '../../lambdas/send-message/send-message.ts';
import { aMessage, firstDelivery } from './builders.ts';
import { FakeMessageIndex } from './fake-message-index.ts';
import {
  FakeCarrier,
  FakeClock,
  FakeEventBus,
  FakeOptOuts,
  FakeReconcileQueue,
  silentLog,
} from './fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from './fake-stores.ts';
import { FakeSweepCursors, fakeTenantDays } from './fake-sweep.ts';

export const receiptTimeoutSeconds = 72 * 3_600;

type Held = { readonly entry: LaneEntry; readonly visibleAt: number };

/** A pipeline in virtual time whose reconciler is all that keeps it going. */
export const sweptPipeline = () => {
  const clock = new FakeClock();
  const messages = new FakeMessageStore();
  const statuses = new FakeStatusStore();
  const events = new FakeEventBus();
  const index = new FakeMessageIndex(messages);
  const cursors = new FakeSweepCursors();
  const carrier = new FakeCarrier('twilio');
  const submittedAt = new Map<MessageId, number[]>();
  const submit = carrier.submit.bind(carrier);
  carrier.submit = async (request) => {
    const times = submittedAt.get(request.messageId) ?? [];
    submittedAt.set(request.messageId, [...times, clock.now().getTime()]);
    return submit(request);
  };

  let held: Held[] = [];
  let closings: LaneEntry[] = [];
  /** Every entry that the reconciler made. */
  const made: LaneEntry[] = [];
  const faults = { failNextEnqueue: false };

  const enqueue = (entry: LaneEntry, delaySeconds = 0): void => {
    held.push({ entry, visibleAt: clock.now().getTime() + delaySeconds * 1000 });
  };
  const lane: LaneEntries = {
    enqueueAll: async (entries) => {
      if (faults.failNextEnqueue && entries.length > 0) {
        faults.failNextEnqueue = false;
        throw new Error('killed');
      }
      for (const { entry, delaySeconds } of entries) {
        made.push(entry);
        enqueue(entry, delaySeconds);
      }
    },
  };
  const shared = { messages, statuses, events, clock: clock.now, log: silentLog };
  const sendMessage = createSendMessage({
    ...shared,
    queue: { enqueue: async (entry, delaySeconds) => enqueue(entry, delaySeconds) },
    carriers: new Map([['twilio', carrier]]),
    jitter: () => 1,
    reconcile: new FakeReconcileQueue(),
    optOuts: new FakeOptOuts(),
  });
  const closeMessage = createCloseMessage({ ...shared, receiptTimeoutSeconds });
  const reconcile = createReconcile({
    ...shared,
    index,
    cursors,
    tenantDays: fakeTenantDays(messages),
    queues: { otp: lane, transactional: lane, promotional: lane },
    closing: {
      enqueueAll: async (entries) => {
        closings.push(...entries.map(({ entry }) => entry));
      },
    },
    receiptTimeoutSeconds,
  });

  /** Works on what is in the queues and may be seen. */
  const work = async (): Promise<void> => {
    const now = clock.now().getTime();
    const due = held.filter(({ visibleAt }) => visibleAt <= now);
    held = held.filter(({ visibleAt }) => visibleAt > now);
    for (const { entry } of due) await sendMessage(entry, firstDelivery);
    const closed = closings;
    closings = [];
    for (const entry of closed) await closeMessage(entry);
  };

  return {
    ...{ clock, messages, statuses, events, index, cursors, carrier, faults, made, submittedAt },
    reconcile: (remainingMs = () => 10_000) => reconcile(remainingMs),
    sendMessage: (messageId: MessageId) => sendMessage({ messageId, tenant: 'acme' }, firstDelivery),
    work,
    enqueue,
    /** Stores a message as accepted now, and loses its queue entry. */
    store: async (
      fields: Partial<OutboundMessage> & { validitySeconds?: number } = {},
    ): Promise<MessageId> => {
      const { validitySeconds = 86_400, ...rest } = fields;
      const now = clock.now();
      const begin = Date.parse(rest.sendAt ?? now.toISOString());
      const message = aMessage({
        ...rest,
        messageId: randomMessageId(now),
        recipientHash: hashRecipient('+447700900001', 'key'),
        createdAt: now.toISOString(),
        expiresAt: new Date(begin + validitySeconds * 1000).toISOString(),
      });
      await messages.add(message);
      return message.messageId;
    },
    /** Lets time pass, with a run of the reconciler and of the queues every so many seconds. */
    pass: async (seconds: number, every = 60): Promise<void> => {
      for (let passed = 0; passed < seconds; passed += every) {
        clock.pass(every);
        await reconcile(() => 10_000);
        await work();
      }
    },
  };
};
