import type { Status } from '../../core/status.ts';
import type { FaultKind } from './fault-catalogue.ts';
import { type FaultPlan, type Strike, scriptedPlan } from './faults.ts';
import { type Run, runScenario } from './run-seed.ts';
import type { PlannedText, Scenario } from './scenario.ts';

type Point = { readonly key: number; readonly kinds: readonly FaultKind[] };

/** A short story, told with every fault and every two faults that it has room for. */
export type ShortStory = {
  readonly name: string;
  readonly scenario: Scenario;
  /** What goes wrong in each telling, at the first point where it may. */
  readonly given: readonly FaultKind[];
  /** How it may end if nothing else goes wrong. */
  readonly ends: readonly Status[];
};

const reported: readonly Status[] = ['delivered', 'undelivered', 'failed', 'expired'];

const text: PlannedText = {
  index: 0,
  atMs: 0,
  tenant: 'initech',
  lane: 'otp',
  recipient: 0,
  words: 'Your code is 1',
  validitySeconds: undefined,
  idempotencyKey: 'key-0',
  policy: undefined,
  sendAfterSeconds: undefined,
  cancelAtMs: undefined,
  optOutAtMs: undefined,
  eraseAtMs: undefined,
  isBatched: false,
};

/** What its carrier reports of a text hangs on its id, and so on its key. Under these it reports once, or twice. */
const once = { globex: 'key-7', acme: 'key-6', umbrella: 'key-2' };
const twice = 'key-1';

const story = (changes: Partial<PlannedText>): Scenario => ({
  texts: [{ ...text, ...changes }],
  healAtMs: 400_000,
  sweepMinutes: [26],
  isPaced: false,
  isGuarded: false,
  deployAtMs: 0,
});

export const shortStories: readonly ShortStory[] = [
  { name: 'taken, by a carrier that echoes', scenario: story({}), given: [], ends: reported },
  {
    name: 'throttled, then taken by the next carrier',
    scenario: story({ tenant: 'globex', idempotencyKey: once.globex }),
    given: ['throttled'],
    ends: reported,
  },
  {
    name: 'reported before it is answered',
    scenario: story({ idempotencyKey: twice }),
    given: ['receiptsEarly'],
    ends: reported,
  },
  {
    name: 'refused for good',
    scenario: story({ tenant: 'acme' }),
    given: ['refusedForGood'],
    ends: ['failed'],
  },
  {
    name: 'soon past its validity',
    scenario: story({ tenant: 'acme', validitySeconds: 30, idempotencyKey: once.acme }),
    given: ['unreachable'],
    ends: reported,
  },
  {
    name: 'not taken, which a look-up tells',
    scenario: story({ tenant: 'umbrella', idempotencyKey: once.umbrella }),
    given: ['submitLost'],
    ends: reported,
  },
  {
    name: 'taken, which a look-up tells',
    scenario: story({ tenant: 'umbrella', idempotencyKey: twice }),
    given: ['answerLost'],
    ends: reported,
  },
  {
    name: 'taken, and submitted again where that is safe',
    scenario: story({ tenant: 'hooli', idempotencyKey: twice }),
    given: ['answerLost'],
    ends: reported,
  },
  {
    name: 'not taken, and submitted again by its policy',
    scenario: story({ policy: 'at-least-once', idempotencyKey: 'key-4' }),
    given: ['submitLost'],
    ends: reported,
  },
  {
    name: 'canceled while it is retried',
    scenario: story({ cancelAtMs: 2_000 }),
    given: ['throttled'],
    ends: ['canceled'],
  },
  {
    name: 'opted out while it is retried',
    scenario: story({ optOutAtMs: 2_000 }),
    given: ['throttled'],
    ends: ['blocked'],
  },
];

/** The points that a run passes, in the order in which it does. */
const observed = (plan: FaultPlan): { readonly plan: FaultPlan; readonly points: Point[] } => {
  const points: Point[] = [];
  return {
    points,
    plan: (key, kinds) => {
      points.push({ key, kinds });
      return plan(key, kinds);
    },
  };
};

const tell = async ({ scenario }: ShortStory, strikes: readonly Strike[]) => {
  const { plan, points } = observed(scriptedPlan(strikes));
  return { run: await runScenario(scenario, plan, 1), points };
};

/** Finds where the given faults strike. */
const givenStrikes = async (short: ShortStory): Promise<Strike[]> => {
  const strikes: Strike[] = [];
  for (const kind of short.given) {
    const { points } = await tell(short, strikes);
    const point = points.find(({ kinds }) => kinds.includes(kind));
    if (!point) throw new Error(`nowhere for ${kind} to strike in: ${short.name}`);
    strikes.push({ key: point.key, kind });
  }
  return strikes;
};

const strikesAt = (points: readonly Point[]): Strike[] =>
  points.flatMap(({ key, kinds }) => kinds.map((kind) => ({ key, kind })));

export type Telling = { readonly strikes: readonly Strike[]; readonly run: Run };

/** The story as it is meant. */
export const tellPlainly = async (short: ShortStory): Promise<Telling> => {
  const strikes = await givenStrikes(short);
  const { run } = await tell(short, strikes);
  const [end] = run.ends;
  const surprises = end !== undefined && short.ends.includes(end) ? [] : [`ended as ${end}`];
  return { strikes, run: { ...run, violations: [...run.violations, ...surprises] } };
};

/** Every single fault of a story, after what is given: what comes before that is told in another. */
export const singlesOf = async (short: ShortStory): Promise<Strike[]> => {
  const given = await givenStrikes(short);
  const { points } = await tell(short, given);
  const from = points.findLastIndex(({ key }) => given.some((strike) => strike.key === key));
  return strikesAt(points.slice(from + 1));
};

/** A single fault, and then together with every fault that may come after it. */
export async function* tellWith(short: ShortStory, single: Strike): AsyncGenerator<Telling> {
  const first = [...(await givenStrikes(short)), single];
  const { run, points } = await tell(short, first);
  yield { strikes: first, run };
  const after = points.slice(points.findIndex(({ key }) => key === single.key) + 1);
  for (const second of strikesAt(after)) {
    if (first.some(({ key }) => key === second.key)) continue;
    const strikes = [...first, second];
    yield { strikes, run: await runScenario(short.scenario, scriptedPlan(strikes), 1) };
  }
}
