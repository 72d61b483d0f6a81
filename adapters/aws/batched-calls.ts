import { setImmediate, setTimeout } from 'node:timers/promises';
import { Fault } from '../../core/fault.ts';

/** What a call says of one of its items; a service that is busy leaves some over. */
export type Answer<R> = { readonly value: R } | 'left over';

/** How items come together. */
export type Gathering = {
  /** Waits for others to come with theirs: until the end of this turn of the event loop, unless given. */
  readonly meet?: () => Promise<unknown>;
  /** Milliseconds. */
  readonly wait?: (ms: number) => Promise<unknown>;
};

type BatchedCallsOptions<T, R> = Gathering & {
  /** Items that one call takes at most. */
  readonly size: number;
  /** Hands these on, and answers for each, in their order. */
  readonly call: (items: readonly T[]) => Promise<readonly Answer<R>[]>;
};

type Waiting<T, R> = {
  readonly item: T;
  readonly resolve: (value: R) => void;
  readonly reject: (reason: unknown) => void;
};

/** Calls for the same items: with the pauses between them they take a second at most. */
const maxCalls = 5;

/** Between half and all of 50 ms, 100 ms, 200 ms, … */
const pauseMs = (calls: number): number => 50 * 2 ** (calls - 1) * (0.5 + Math.random() / 2);

/** How services name what they refuse for what is in it, and not for the state that they are in. */
const isAboutContent = (error: unknown): boolean =>
  error instanceof Error && /Validation|TooLong|TooLarge/.test(error.name);

/**
 * Takes items one by one and hands them on together: those that meet share calls. What a service leaves over is tried
 * again, and each item succeeds or fails by itself: no group waits for another, no item for one that is left over, and a
 * call that is refused for what is in it is made again for each of its items alone.
 */
export const createBatchedCalls = <T, R = void>(
  options: BatchedCallsOptions<T, R>,
): ((item: T) => Promise<R>) => {
  const { size, call, meet = () => setImmediate(), wait = setTimeout } = options;
  let waiting: Waiting<T, R>[] = [];

  const handOn = async (group: readonly Waiting<T, R>[]): Promise<void> => {
    let left = group;
    try {
      for (let calls = 0; left.length > 0 && calls < maxCalls; calls += 1) {
        if (calls > 0) await wait(pauseMs(calls));
        const answers = await call(left.map(({ item }) => item));
        left = left.filter(({ resolve }, i) => {
          const answer = answers[i] ?? 'left over';
          if (answer !== 'left over') resolve(answer.value);
          return answer === 'left over';
        });
      }
    } catch (error) {
      if (left.length > 1 && isAboutContent(error)) await Promise.all(left.map((one) => handOn([one])));
      else for (const { reject } of left) reject(error);
      return;
    }
    for (const { reject } of left) reject(new Fault(`left over after ${maxCalls} calls`));
  };

  /** Hands on whatever waits: those that met find nothing left to do but for the first of them. */
  const handOnAll = (): void => {
    const all = waiting;
    waiting = [];
    for (let from = 0; from < all.length; from += size) void handOn(all.slice(from, from + size));
  };

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    waiting.push({ item, resolve, reject });
    void meet().then(handOnAll);
    return promise;
  };
};
