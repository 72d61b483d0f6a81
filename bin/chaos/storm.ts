import { MessageEvent } from '../../core/events.ts';
import type { BusRecord } from '../../local/aws/events/events-table.ts';
import { type FaultPlan, faultPlan } from '../../local/aws/faults/fault-plan.ts';
import { type Fault, injectFaults } from '../../local/aws/faults/inject-faults.ts';
import { createLeapingClock } from '../../local/leaping-clock.ts';
import { startLocalRun } from '../local-run.ts';
import { type Books, byMessage, differencesBetween, unpromisedDifferences } from './balance.ts';
import { type CarrierEntry, createClient } from './client.ts';
import { withKillPoints } from './kill-points.ts';
import { openQueues } from './queues.ts';
import { textsOf } from './texts.ts';

/** What was done to the texts of a seed. */
export type Ordeal = {
  readonly seed: number;
  /** Those that a 202 promised. */
  readonly promised: readonly string[];
  /** Texts whose client never got a 202, though it tried again and again. */
  readonly unacknowledged: number;
  readonly faults: readonly Fault[];
  readonly redriven: number;
  /** Dead letters that failed again afterwards, such as receipts of a text whose submit got no answer. */
  readonly dropped: number;
  /** The sequence numbers in the carriers' books before and after. */
  readonly entries: { readonly after: number; readonly until: number };
};

/** What came of them. */
export type Outcome = Ordeal & Books & { readonly differences: readonly string[] };

const minutes = 60_000;
const hours = 60 * minutes;

/** How long nothing may be in any queue until all is taken for quiet: longer than the latest receipt. */
const shortQuietMs = 30_000;

/** The same after days have passed: so many runs of the reconciler that it has caught up, however slow the machine is. */
const longQuietMs = 10 * minutes;

/** Enough for all functions that texts pass, so that what starts anew is what was killed. */
const mostEnvironments = 32;

/** Clients at a time. */
const clients = 20;

/** Leaps after which each sweep of the reconciler has seen every text. */
const sweepsMs = [25 * minutes, 26 * hours, 74 * hours, 146 * hours];

/** What a function is called without its stage and lane: the three senders run the same code, and are numbered as one. */
const nameOf = (logicalId: string): string =>
  /^Pipeline(?:Lanes(?:Otp|Transactional|Promotional)|[A-Z][a-z]+)(\w+)[0-9A-F]{8}$/.exec(logicalId)?.[1] ??
  logicalId;

/** Adds an event to the versions that reached the bus, by message. */
const note = (versions: Map<string, Set<number>>, { event }: BusRecord): void => {
  const detail = MessageEvent.safeParse(event.detail);
  if (!detail.success) return;
  const { messageId, version } = detail.data.data;
  versions.set(messageId, (versions.get(messageId) ?? new Set()).add(version));
};

/** A local run in which AWS fails and functions die as a seed decides, and in which nobody waits for the clock. */
export const startStorm = async (templateDir: string, dataDir: string, report: (line: string) => void) => {
  const clock = createLeapingClock();
  let plan: FaultPlan = () => undefined;
  let faults: Fault[] = [];
  const weather = injectFaults((caller, point) => plan(caller, point), {
    nameOf: (caller) =>
      cloud.resources.get(caller)?.type === 'AWS::Lambda::Function' ? nameOf(caller) : undefined,
    kill: (sessionToken) => cloud.functions.kill(sessionToken),
    onFault: (fault) => void faults.push(fault),
  });
  const options = { port: 0, dataDir, fresh: false, seed: 1, endpoint: undefined };
  const { run, cloud, stop } = await startLocalRun(options, templateDir, report, {
    clock,
    gates: [weather.gate],
    mostEnvironments,
  });
  // From the first event on: the bus keeps the latest ones only, and in a storm it is told much again.
  const versions = new Map<string, Set<number>>();
  cloud.services.endpoint.bus.subscribe((record) => note(versions, record));
  const stopLeaping = clock.leapWhenIdle(() => !cloud.functions.isBusy());
  const client = createClient(run);
  const queues = openQueues(cloud.services.endpoint.api, cloud.outputs);

  /** Returns once no queue has held anything for a while, or after the longest time by the clock. */
  const calm = async (longestMs: number, quietMs = shortQuietMs): Promise<void> => {
    const end = clock.now() + longestMs;
    let emptySince = clock.now();
    while (clock.now() < end && clock.now() - emptySince < quietMs) {
      await clock.idle();
      if ((await queues.open()) > 0) emptySince = clock.now();
    }
  };

  const sendAll = async (seed: number, count: number): Promise<(string | undefined)[]> => {
    const left = textsOf(seed, count).values();
    const ids: (string | undefined)[] = [];
    const sendOn = async (): Promise<void> => {
      for (const text of left) ids.push(await client.send(text));
    };
    await Promise.all(Array.from({ length: clients }, sendOn));
    return ids;
  };

  return {
    /** Sends the texts of a seed while all goes wrong that the seed decides, then lets things heal. */
    blow: async (seed: number, count: number): Promise<Ordeal> => {
      plan = withKillPoints(seed, faultPlan(seed));
      faults = [];
      const after = await client.lastEntry();
      weather.start();
      const ids = await sendAll(seed, count);
      await calm(10 * minutes);
      weather.stop();
      await calm(1 * hours);
      const redriven = await queues.redrive();
      if (redriven > 0) await calm(1 * hours);
      const dropped = await queues.drop();
      const promised = ids.filter((id) => id !== undefined);
      const entries = { after, until: await client.lastEntry() };
      return {
        seed,
        promised,
        unacknowledged: ids.length - promised.length,
        faults,
        redriven,
        dropped,
        entries,
      };
    },
    /** Lets the days pass after which every text must have come to rest, and compares the books. */
    settle: async (ordeals: readonly Ordeal[]): Promise<Outcome[]> => {
      for (const ms of sweepsMs) {
        clock.leap(ms);
        await calm(1 * hours, longQuietMs);
      }
      const entries = await client.carrierEntries();
      const promised = new Set(ordeals.flatMap((ordeal) => ordeal.promised));
      return Promise.all(
        ordeals.map(async (ordeal) => {
          const messages = await Promise.all(ordeal.promised.map(client.find));
          const { after, until } = ordeal.entries;
          const isOwn = ({ sequence }: CarrierEntry): boolean => sequence > after && sequence <= until;
          const carrierEntries = byMessage(messages, entries, isOwn);
          const books: Books = { messages, carrierEntries, versions };
          const unpromised = unpromisedDifferences(entries.filter(isOwn), promised, ordeal.unacknowledged);
          return { ...ordeal, ...books, differences: [...differencesBetween(books), ...unpromised] };
        }),
      );
    },
    stop: async (): Promise<void> => {
      stopLeaping();
      await stop();
    },
  };
};
