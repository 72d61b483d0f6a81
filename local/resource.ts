import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from './clock.ts';
import type { Jobs } from './state/jobs.ts';

/** What every resource of the template may use. */
export type CloudContext = {
  readonly accountId: string;
  readonly region: string;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly store: DatabaseSync;
  readonly jobs: Jobs;
  readonly functions: FunctionInvoker;
  /** One line for the person at the terminal. */
  readonly report: (line: string) => void;
};

/** How bus targets, schedules and log subscriptions reach the functions of the template. */
export interface FunctionInvoker {
  /** Invokes and waits for the answer; throws when the function throws, times out or runs out of memory. */
  invoke(functionArn: string, event: unknown): Promise<unknown>;
  /** Queues an asynchronous invocation durably, with Lambda's two retries, and returns. */
  invokeAsync(functionArn: string, event: unknown): void;
}

/** One resource of the template with its intrinsic functions resolved. */
export type Resource = {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export type Created = {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
};

/**
 * Creates (or, after a restart, finds again) one resource. Throws a sentence that names the logical id and the
 * property for anything that it does not support: what AWS would do differently must not pass silently.
 */
export type ResourceHandler = (resource: Resource, context: CloudContext) => Promise<Created>;
