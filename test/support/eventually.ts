import { vi } from 'vitest';

/** Repeats the assertions until they hold, for as long as the slowest machine may need. */
export const eventually = <T>(assertions: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(assertions, { timeout: 120_000, interval: 100 });
