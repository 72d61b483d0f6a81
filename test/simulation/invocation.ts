import { Fault } from '../../core/fault.ts';
import type { MessageId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports.ts';
import { Draws, hashText, mix } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import type { OutageKind } from './outages.ts';
import type { World } from './world.ts';

/** What the code of a killed function meets at its next call: nothing that it does has an effect any more. */
class Killed extends Error {
  override readonly name = 'Killed';
}

/** Whether a function may throw this: since it was killed, something was not there, or it wants to be called again. */
export const isForeseen = (error: unknown): boolean =>
  error instanceof Killed ||
  error instanceof Fault ||
  (error instanceof Error && error.name === 'ServiceUnavailable');

/** No function runs longer, in milliseconds: the pipeline's functions are set up so. */
const timeoutMs = 10_000;

const largestSkewMs = 5_000;

/** An SDK that got no answer makes its call again: after so many milliseconds, in which others go on. */
const repeats: readonly FaultKind[] = ['writeRepeated', 'entryDoubled'];
const longestRepeatMs = 3_000;

/** A sort of call to the outside, and what may go wrong with it. */
export type Operation = {
  readonly name: string;
  readonly key: number;
  readonly faults: readonly FaultKind[];
  readonly outage?: OutageKind;
};

export const operationOf = (name: string, faults: readonly FaultKind[], outage?: OutageKind): Operation => ({
  name,
  key: hashText(name),
  faults: ['crashBefore', 'crashAfter', 'slow', ...faults],
  ...(outage !== undefined && { outage }),
});

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

const attempt = <T>(act: () => T): Answer<T> => {
  try {
    return { ok: true, value: act() };
  } catch (error) {
    return { ok: false, error };
  }
};

/** What a service's client throws when it has given up. */
export const unavailable = (what: string): Error =>
  Object.assign(new Error(`${what} did not answer`), { name: 'ServiceUnavailable' });

/**
 * One run of a function. Each of its calls to the outside is a point at which others may go on, and at which it may be
 * killed.
 */
export class Invocation {
  readonly name: string;
  readonly clock: Clock;
  readonly beganAt: number;
  /** Tells that the run ended before its time. */
  readonly killed: Promise<void>;
  isAlive = true;
  /** Whether it ended by itself, and with everything that it began. */
  didAll = false;
  private isDone = false;
  private readonly world: World;
  private readonly key: number;
  private readonly endsAt: number;
  private calls = 0;
  private tellKilled = (): void => {};

  /** @param key names the run, whatever else happens in the world. */
  constructor(world: World, name: string, key: number, subject: MessageId | undefined) {
    this.world = world;
    this.name = name;
    this.key = mix(hashText(name), key);
    this.beganAt = world.time.now;
    this.endsAt = this.beganAt + timeoutMs;
    this.killed = new Promise((resolve) => {
      this.tellKilled = resolve;
    });
    const isSkewed = world.strike(mix(this.key, hashText('clock')), ['clockSkewed'], subject);
    const skewMs = isSkewed ? new Draws(this.key).between(-largestSkewMs, largestSkewMs) : 0;
    this.clock = () => new Date(world.time.now + skewMs);
    world.trace.note(`${name} begins${skewMs === 0 ? '' : ` with its clock ${skewMs} ms off`}`);
  }

  /** Whether it may still do something. */
  get isRunning(): boolean {
    return this.isAlive && !this.isDone && this.remainingMs > 0;
  }

  /**
   * It has come to its end by itself.
   * @param didAll no entry of its comes back.
   */
  finish(didAll: boolean): void {
    this.isDone = true;
    this.didAll = this.isAlive && didAll;
  }

  get remainingMs(): number {
    return Math.max(0, this.endsAt - this.world.time.now);
  }

  /** Numbers from 0 to 1, for what is random in the product. */
  readonly random = (): number => {
    this.calls += 1;
    return mix(this.key, this.calls) / 2 ** 32;
  };

  /**
   * One call to the outside. `perform` has the effect, when the call arrives, and says what the caller is told.
   * @param answerMs how long after that the caller is told.
   */
  call<T>(
    operation: Operation,
    subject: MessageId | undefined,
    perform: (fault: FaultKind | undefined) => T,
    answerMs: (draws: Draws, fault: FaultKind | undefined) => number = (draws) => draws.between(1, 15),
  ): Promise<T> {
    if (!this.isAlive) return Promise.reject(new Killed());
    this.calls += 1;
    const key = mix(mix(this.key, operation.key), this.calls);
    const fault = this.world.strike(key, operation.faults, subject, operation.outage);
    const draws = new Draws(key);
    const slowMs = fault === 'slow' ? draws.between(1_000, 6_000) : 0;

    return new Promise<T>((resolve, reject) => {
      const die = (): void => {
        this.kill(operation.name);
        reject(new Killed());
      };
      const later = (ms: number, act: () => void): void => {
        const left = this.endsAt - this.world.time.now;
        this.world.time.after(Math.min(ms, left), () => (this.isAlive && ms < left ? act() : die()));
      };
      const arrive = (): void => {
        if (fault === 'crashBefore') {
          die();
          return;
        }
        this.world.trace.note(
          `${this.name}: ${operation.name}${subject === undefined ? '' : ` of ${subject}`}${fault ? ` [${fault}]` : ''}`,
        );
        const answer = attempt(() => perform(fault));
        if (fault !== undefined && repeats.includes(fault)) {
          later(draws.between(50, longestRepeatMs), () => respond(attempt(() => perform(undefined))));
        } else respond(answer);
      };
      const respond = (answer: Answer<T>): void =>
        later(answerMs(draws, fault), () => {
          if (fault === 'crashAfter') die();
          else if (answer.ok) resolve(answer.value);
          else reject(answer.error);
        });
      later(draws.between(1, 15) + slowMs, arrive);
    });
  }

  private kill(operation: string): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.world.trace.note(`${this.name} is killed at ${operation}`);
    this.tellKilled();
  }
}
