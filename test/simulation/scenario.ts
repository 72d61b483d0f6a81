import { type Lane, lanes } from '../../core/lanes.ts';
import type { Policy } from '../../core/policy.ts';
import { Routing } from '../../core/routing/routing-table.ts';
import { Draws, hashText, mix } from './draws.ts';

/** A text that a client wants sent. */
export type PlannedText = {
  /** Names the text in the run, also when others are left out of it. */
  readonly index: number;
  /** Milliseconds after the begin. */
  readonly atMs: number;
  readonly tenant: string;
  readonly lane: Lane;
  /** Its recipient, of the few that there are. */
  readonly recipient: number;
  readonly words: string;
  readonly validitySeconds: number | undefined;
  readonly policy: Policy | undefined;
  /** How long after the request it is to be sent; undefined: at once. */
  readonly sendAfterSeconds: number | undefined;
  /** When its client wants it canceled, and its recipient no texts any more: milliseconds after the begin. */
  readonly cancelAtMs: number | undefined;
  readonly optOutAtMs: number | undefined;
  /** When its client first wants its content erased. */
  readonly eraseAtMs: number | undefined;
  /** Sent with the others of the kind in one call. */
  readonly isBatched: boolean;
  readonly idempotencyKey: string | undefined;
};

export type Scenario = {
  readonly texts: readonly PlannedText[];
  /** When faults end, in milliseconds after the begin. */
  readonly healAtMs: number;
  /** When the schedule fires, in minutes after the begin. Each minute would be true, and take too long. */
  readonly sweepMinutes: readonly number[];
  /** Whether carriers take a text a minute, and whether they are spared when they are ill. */
  readonly isPaced: boolean;
  readonly isGuarded: boolean;
  /** Until when the version before this one runs. */
  readonly deployAtMs: number;
};

/** Each tenant has a way of its own through the carriers. */
const ways = {
  acme: ['echoing', 'silent'],
  globex: ['silent', 'asked'],
  initech: ['echoing'],
  umbrella: ['asked'],
  hooli: ['deduping', 'echoing'],
} as const;

export const routing: Routing = Routing.parse({
  rules: Object.entries(ways).map(([tenant, [carrier, ...fallbacks]]) => ({
    name: tenant,
    when: { tenants: [tenant] },
    carriers: [{ carrier }],
    fallbacks,
  })),
});

const textOf = (draws: Draws, index: number, deployAtMs: number, isFar: boolean): PlannedText => {
  const atMs = draws.between(0, 60_000);
  // The version before this one knows nothing of what is new.
  const news = <T>(chance: number, value: () => T): T | undefined => {
    const drawn = value();
    return draws.chance(chance) && atMs > deployAtMs ? drawn : undefined;
  };
  const soon = (): number => atMs + draws.between(0, draws.pick([1_000, 120_000]));
  const tenant = draws.pick(['acme', 'globex', 'initech', 'umbrella', 'hooli']);
  return {
    index,
    atMs,
    tenant,
    lane: draws.pick(lanes),
    recipient: draws.between(0, 2),
    // Its own: a carrier that is asked by recipient and text alone cannot tell tenants apart.
    words: `${tenant}: ${draws.pick(['your code is 1', 'your code is 2'])}`,
    validitySeconds: draws.chance(0.3) ? draws.between(5, 120) : undefined,
    idempotencyKey: draws.chance(0.7) ? `key-${index}` : undefined,
    policy: news(0.4, () => 'at-least-once' as const),
    sendAfterSeconds: news(isFar ? 0.8 : 0.2, () => draws.between(1, isFar ? 2_400 : 300)),
    cancelAtMs: news(0.2, soon),
    optOutAtMs: news(0.2, soon),
    eraseAtMs: news(0.15, soon),
    isBatched: false,
  };
};

/** The same text to the same recipient soon after: what a carrier tells of the one may be taken for the other. */
const twinOf = (first: PlannedText, draws: Draws): Partial<PlannedText> => ({
  tenant: first.tenant,
  lane: first.lane,
  recipient: first.recipient,
  words: first.words,
  atMs: first.atMs + draws.between(0, 30_000),
});

/** Comes in one call with the first. */
const inBatchWith = ({ tenant, atMs }: PlannedText, other: PlannedText): Partial<PlannedText> => ({
  tenant,
  words: other.words.replace(other.tenant, tenant),
  atMs,
  isBatched: true,
});

const minutes = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Late enough to find what nobody would come back to. */
const oneSweep = [26];

/** Three days and more later: what never got its receipt is closed, in as many runs as that takes. */
const lateSweeps = [...oneSweep, ...minutes(76 * 60, 76 * 60 + 12)];

/** What clients want in the run of a seed. */
export const scenarioOf = (seed: number): Scenario => {
  const draws = new Draws(mix(seed, hashText('scenario')));
  const areTwins = draws.chance(0.15);
  // What the version before knows nothing of was drawn by when a text comes: these come at another time.
  const isBatch = draws.chance(0.15);
  const deployAtMs = draws.chance(0.3) && !areTwins && !isBatch ? draws.between(0, 120_000) : 0;
  const count = draws.between(1, 4);
  const isMinutely = draws.chance(0.04);
  const isLate = draws.chance(0.02);
  const drawn = Array.from({ length: count }, (_, index) => textOf(draws, index, deployAtMs, isMinutely));
  const [first] = drawn;
  return {
    texts: drawn.map((text) => ({
      ...text,
      ...(first && areTwins && text.index === 1 && twinOf(first, draws)),
      ...(first && isBatch && text.index <= 1 && inBatchWith(first, text)),
    })),
    isPaced: draws.chance(0.12),
    isGuarded: draws.chance(0.12),
    sweepMinutes: isMinutely ? minutes(1, 50) : isLate ? lateSweeps : oneSweep,
    healAtMs: draws.between(120_000, 900_000),
    deployAtMs,
  };
};
