import type { MessageId } from '../../core/ids.ts';
import { createPacer } from '../../core/pacing/pacer.ts';
import type { Pacing } from '../../core/pacing/pacing.ts';
import type { LaneQueue } from '../../core/ports.ts';
import { firstDelivery } from './builders.ts';
import { FakeLane } from './fake-lane.ts';
import { FakeLimiterStore } from './fake-limiters.ts';
import { FakePipeline } from './fake-pipeline.ts';
import { FakeCarrier, FakeLaneQueue, silentLog } from './fake-ports.ts';

/** The same numbers from 0 to 1 in every run. */
export const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** Sender functions that share queue, tables and carrier, each with a pacer of its own, in virtual time. */
export const pacedSenders = (pacing: Pacing, count: number) => {
  const pipeline = new FakePipeline();
  const { clock, messages, statuses } = pipeline;
  const random = seeded(1);
  const limiters = new FakeLimiterStore();
  const lane = new FakeLane(clock);
  const submits: { readonly at: number; readonly messageId: MessageId }[] = [];
  const carrier = new FakeCarrier('twilio');
  const submit = carrier.submit.bind(carrier);
  carrier.submit = async (request) => {
    submits.push({ at: clock.now().getTime(), messageId: request.messageId });
    return submit(request);
  };

  const createSender = (queue: LaneQueue) =>
    pipeline.sender([carrier], {
      queue,
      jitter: random,
      pacer: createPacer({
        ...{ pacing, limiters, clock: clock.now, jitter: random, log: silentLog },
        gather: () => new Promise(setImmediate),
      }),
    });
  const senders = Array.from({ length: count }, () => ({ step: createSender(lane), freeAt: 0 }));

  const codes = new FakeLaneQueue();
  const sendCode = createSender(codes);

  /** Lets the senders that are free work on a batch each, at the same time; a batch takes 100 to 400 ms. */
  const work = async (): Promise<void> => {
    const now = clock.now().getTime();
    await Promise.all(
      senders.map(async (sender) => {
        const batch = sender.freeAt <= now ? lane.receive() : [];
        if (batch.length === 0) return;
        sender.freeAt = now + 100 + 300 * random();
        await lane.work(batch, sender.step);
      }),
    );
  };

  return {
    ...{ messages, statuses, limiters, lane, codes, submits },
    /** The sender of the codes' lane, which goes back to `codes`. */
    sendCode: (messageId: MessageId) => sendCode({ messageId, tenant: 'acme' }, firstDelivery),
    /** Until the queue is empty: the seconds that it took. `meanwhile` runs each time that the senders have worked. */
    drain: async (longestSeconds: number, meanwhile = async () => {}): Promise<number> => {
      const begin = clock.now().getTime();
      const passed = () => (clock.now().getTime() - begin) / 1000;
      for (; !lane.isEmpty && passed() < longestSeconds; clock.pass(0.025)) {
        await work();
        await meanwhile();
      }
      return passed();
    },
  };
};
