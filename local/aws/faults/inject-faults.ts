import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, LostAnswer } from '../aws-error.ts';
import type { AwsCall } from '../call.ts';
import type { Gate } from '../gates.ts';
import type { FaultKind, FaultPlan } from './fault-plan.ts';
import { hasParts, refusePart } from './partial-failures.ts';

/** A fault that happened: at the call number `point` of all those that go by a function's name. */
export type Fault = {
  readonly kind: FaultKind;
  readonly name: string;
  readonly point: number;
  readonly call: string;
};

export type FaultOptions = {
  /** Under which name the calls of a function are numbered; undefined for whoever is none: nobody else suffers. */
  readonly nameOf: (caller: string) => string | undefined;
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

/** Lets calls of functions fail by a plan. Until `start`, which numbers them anew, and after `stop` nothing fails. */
export const injectFaults = (
  plan: FaultPlan,
  { nameOf, kill, onFault }: FaultOptions,
): { readonly gate: Gate; readonly start: () => void; readonly stop: () => void } => {
  const points = new Map<string, number>();
  const apply = effects(kill);
  let isOn = false;
  return {
    start: () => {
      points.clear();
      isOn = true;
    },
    stop: () => {
      isOn = false;
    },
    gate: async (call, next) => {
      const name = isOn ? nameOf(call.caller ?? '') : undefined;
      if (name === undefined) return next(call);
      const point = (points.get(name) ?? 0) + 1;
      points.set(name, point);
      const kind = plan(name, point);
      if (!kind || (kind === 'partial' && !hasParts(call))) return next(call);
      onFault({ kind, name, point, call: `${call.service}:${call.action}` });
      return apply[kind](call, next);
    },
  };
};
