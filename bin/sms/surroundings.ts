import type { Terminal } from './terminal.ts';

/** All that a command touches outside of itself. */
export type Surroundings = {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Undefined where there is no such file. */
  readonly readFile: (path: string) => string | undefined;
  readonly fetch: typeof fetch;
  /** Milliseconds. @throws the signal's reason when that comes first. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly now: () => Date;
  /** Aborted when the user has had enough. */
  readonly signal: AbortSignal;
};
