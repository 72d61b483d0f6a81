import type { LambdaFunction } from './lambda-function.ts';

/** An invocation that an environment has run. */
export type Invocation = {
  readonly fn: LambdaFunction;
  /** JSON. */
  readonly event: string;
  /** JSON; empty where the function failed. */
  readonly answer: string;
  /** In the environment, with its start if it was a cold one. */
  readonly milliseconds: number;
};

export type ObserveInvocation = (invocation: Invocation) => void;
