import { setImmediate, setTimeout } from 'node:timers/promises';
import { Fault } from '../../core/fault.ts';
import { inGroups } from '../../core/in-groups.ts';

export type BatchedCallsOptions<T> = {
  /** Items that one call takes at most. */
  readonly size: number;
  /** Hands these on, and answers with those that the service left over. */
  readonly call: (items: readonly T[]) => Promise<readonly T[]>;
  /** Milliseconds. */
  readonly wait?: (ms: number) => Promise<unknown>;
};

/** Calls for the same items: with the pauses between them they take a second at most. */
const maxCalls = 5;

/** Between half and all of 50 ms, 100 ms, 200 ms, … */
const pauseMs = (calls: number): number => 50 * 2 ** (calls - 1) * (0.5 + Math.random() / 2);

/**
 * Takes items one by one and hands them on together: those that come in the same turn of the event loop share calls.
 * What a service leaves over is tried again, and each item succeeds or fails by itself.
 */
export const createBatchedCalls = <T>(options: BatchedCallsOptions<T>): ((item: T) => Promise<void>) => {
  const { size, call, wait = setTimeout } = options;

  /** Why items were not handed on. */
  const handOn = async (items: readonly T[]): Promise<ReadonlyMap<T, unknown>> => {
    let left = items;
    try {
      for (let calls = 0; left.length > 0 && calls < maxCalls; calls += 1) {
        if (calls > 0) await wait(pauseMs(calls));
        left = await call(left);
      }
    } catch (error) {
      return new Map(left.map((item) => [item, error]));
    }
    return new Map(left.map((item) => [item, new Fault(`left over after ${maxCalls} calls`)]));
  };

  const inTurn = inGroups<T, unknown>(
    async (items) => {
      const chunks = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
        items.slice(i * size, (i + 1) * size),
      );
      const failures = new Map((await Promise.all(chunks.map(handOn))).flatMap((some) => [...some]));
      return items.map((item) => failures.get(item));
    },
    () => setImmediate(),
  );

  return async (item) => {
    const failure = await inTurn(item);
    if (failure !== undefined) throw failure;
  };
};
