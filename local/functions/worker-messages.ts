import type { ErrorReport } from './function-error.ts';

/** What a worker is started with. Types only, here: a schema library in every worker would slow cold starts. */
export type WorkerData = {
  readonly codePath: string;
  readonly handler: string;
  /** How far the local cloud's clock is ahead of the machine's. */
  readonly ahead?: SharedArrayBuffer;
};

/** To the worker: run the handler once. */
export type Invocation = {
  /** JSON, so that the handler sees what Lambda would hand it, and nothing shared. */
  readonly event: string;
  /** Milliseconds since 1970 of the machine's clock. */
  readonly deadline: number;
  /** The part of the handler's second argument that can be copied. */
  readonly context: {
    readonly awsRequestId: string;
    readonly functionName: string;
    readonly functionVersion: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
};

/** From the worker. After a `crash` the environment cannot be used any more. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: 'error' | 'crash'; readonly report: ErrorReport };
