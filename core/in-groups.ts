import { Fault } from './fault.ts';

type Waiting<T, R> = {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Group commit: what comes in while `gather` runs, or while the group before is being committed, is committed
 * together, in the order in which it came. `commit` answers with one result an item; when it throws, each of its
 * group gets the error.
 */
export const inGroups = <T, R>(
  commit: (items: readonly T[]) => Promise<readonly R[]>,
  gather: () => Promise<void>,
): ((item: T) => Promise<R>) => {
  let waiting: Waiting<T, R>[] = [];
  let running = false;

  const commitGroup = async (): Promise<void> => {
    await gather();
    const group = waiting;
    waiting = [];
    try {
      const results = await commit(group.map(({ item }) => item));
      if (results.length !== group.length) {
        throw new Fault(`${results.length} results for a group of ${group.length}`);
      }
      results.forEach((result, i) => {
        group[i]?.resolve(result);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) await commitGroup();
    running = false;
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
};
