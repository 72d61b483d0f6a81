import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, LostAnswer } from '../aws-error.ts';
import type { AwsCall } from '../call.ts';
import type { Gate } from '../gates.ts';
import type { FaultKind, FaultPlan } from './fault-plan.ts';
import { hasParts, refusePart } from './partial-failures.ts';

/** A fault that happened: the call number `point` of the caller. */
export type Fault = {
  readonly kind: FaultKind;
  readonly caller: string;
  readonly point: number;
  readonly call: string;
};

export type FaultOptions = {
  /** Whether a caller is a function of the template: nobody else suffers. */
  readonly isFunction: (caller: string) => boolean;
  /** Ends the function environment that made a call. */
  readonly kill: (sessionToken: string) => void;
  readonly onFault: (fault: Fault) => void;
};

/** How late a late answer is, in milliseconds. */
const latencyMs = 30;

const throttling: Readonly<Record<string, string>> = {
  dynamodb: 'ProvisionedThroughputExceededException',
  sqs: 'RequestThrottled',
};

const throttled = ({ service }: AwsCall): AwsError =>
  new AwsError(throttling[service] ?? 'ThrottlingException', 'Rate exceeded', { status: 400 });

const failed = (): AwsError => new AwsError('InternalServerError', 'an injected fault', { status: 500 });

const tokenOf = ({ headers }: AwsCall): string => String(headers['x-amz-security-token'] ?? '');

/** What happens to a call that a fault hits. */
const effects = (kill: FaultOptions['kill']): Readonly<Record<FaultKind, Gate>> => ({
  latency: async (call, next) => {
    await sleep(latencyMs);
    return next(call);
  },
  throttled: async (call) => {
    throw throttled(call);
  },
  failed: async () => {
    throw failed();
  },
  lost: async (call, next) => {
    await next(call);
    throw new LostAnswer();
  },
  partial: refusePart,
  killedBefore: async (call) => {
    kill(tokenOf(call));
    throw new LostAnswer();
  },
  killedAfter: async (call, next) => {
    await next(call);
    kill(tokenOf(call));
    throw new LostAnswer();
  },
});

/** Lets calls of functions fail by a plan. Until `start` and after `stop` nothing fails. */
export const injectFaults = (
  plan: FaultPlan,
  { isFunction, kill, onFault }: FaultOptions,
): { readonly gate: Gate; readonly start: () => void; readonly stop: () => void } => {
  const points = new Map<string, number>();
  const apply = effects(kill);
  let isOn = false;
  return {
    start: () => {
      isOn = true;
    },
    stop: () => {
      isOn = false;
    },
    gate: async (call, next) => {
      const { caller = '' } = call;
      if (!isOn || !isFunction(caller)) return next(call);
      const point = (points.get(caller) ?? 0) + 1;
      points.set(caller, point);
      const kind = plan(caller, point);
      if (!kind || (kind === 'partial' && !hasParts(call))) return next(call);
      onFault({ kind, caller, point, call: `${call.service}:${call.action}` });
      return apply[kind](call, next);
    },
  };
};
