import type { Message, Status } from './api-types.ts';

/** A message rests here, unless a receipt should still tell what became of an `unknown` one. */
const final: ReadonlySet<Status> = new Set<Status>([
  'delivered',
  'undelivered',
  'failed',
  'expired',
  'canceled',
  'blocked',
  'unknown',
]);

const longestPauseMs = 15_000;

/** Asks again and again, ever more rarely, until the message is final. */
export const waitForFinal = async (
  get: () => Promise<Message>,
  wait: (ms: number) => Promise<void>,
): Promise<Message> => {
  for (let pause = 500; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    const message = await get();
    if (final.has(message.status)) return message;
    await wait(pause);
  }
};
