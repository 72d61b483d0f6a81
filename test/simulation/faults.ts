import { Draws, hashText, mix } from './draws.ts';
import { type FaultKind, faultKinds, type Standing } from './fault-catalogue.ts';

/** One fault at one point of a run. The key names the point, whatever else happens in the run. */
export type Strike = { readonly key: number; readonly kind: FaultKind };

/** Decides whether one of `kinds` strikes at the point `key`. */
export type FaultPlan = (key: number, kinds: readonly FaultKind[]) => FaultKind | undefined;

/** What a message has only one occasion for. */
const onceAMessage: readonly FaultKind[] = [
  'takenLate',
  'receiptsLost',
  'receiptsEarly',
  'receiptsDoubled',
  'receiptsReordered',
  'receiptsLate',
  'receiptsContradict',
  'receiptForeign',
  'receiptForged',
  'clientReplays',
  'clientReusesKey',
];

const onceARun: readonly FaultKind[] = ['tableDown', 'queueDown', 'busDown', 'carrierDown'];

/** What leaves one queue entry more than before. */
const multiplying: readonly FaultKind[] = ['entryTimedOut', 'entryDoubled', 'deliveredTwice', 'deleteLost'];

/** Of these in one run. Entries that wait for an ill carrier come round each second: without an end they fill the world. */
const mostMultiplied = 60;

const mostOften = 0.4;

/** The least that a kind strikes where it strikes at all. */
const leastOften = (kind: FaultKind): number => {
  if (onceARun.includes(kind)) return mostOften;
  // Carriers are seldom asked at all.
  if (kind === 'lookupFailed') return 0.3;
  return onceAMessage.includes(kind) ? 0.15 : 0.01;
};

/** So many runs have no faults at all: what is wrong in them needs none. */
const peaceful = 0.05;

/** How often each kind strikes in the run of a seed: half of the kinds never, the others from rarely to often. */
export const ratesOf = (seed: number): ReadonlyMap<FaultKind, number> => {
  const draws = new Draws(mix(seed, hashText('rates')));
  if (draws.chance(peaceful)) return new Map();
  return new Map(
    faultKinds.flatMap((kind) => {
      const [strikes, least] = [draws.chance(0.5), leastOften(kind)];
      const often = least * (mostOften / least) ** draws.unit();
      return strikes ? [[kind, often] as const] : [];
    }),
  );
};

export const randomPlan = (seed: number): FaultPlan => {
  const rates = ratesOf(seed);
  return (key, kinds) => {
    const shares = kinds.map((kind) => ({ kind, share: rates.get(kind) ?? 0 }));
    const total = shares.reduce((sum, { share }) => sum + share, 0);
    let left = new Draws(mix(seed, key)).unit() * Math.max(1, total);
    return shares.find(({ share }) => {
      left -= share;
      return left < 0;
    })?.kind;
  };
};

/** Just these faults. */
export const scriptedPlan = (strikes: readonly Strike[]): FaultPlan => {
  const script = new Map(strikes.map(({ key, kind }) => [key, kind]));
  return (key, kinds) => {
    const kind = script.get(key);
    return kind !== undefined && kinds.includes(kind) ? kind : undefined;
  };
};

/** What struck, for the trace, the coverage and the shrinking. */
export type Struck = Strike & { readonly standing: Standing };

/** The faults of one run: asked at every point, until everything is healed. */
export class Faults {
  readonly struck: Struck[] = [];
  /** Where lasting faults were met. */
  readonly met: Pick<Struck, 'kind' | 'standing'>[] = [];
  private readonly plan: FaultPlan;
  private isHealed = false;
  private multiplied = 0;

  constructor(plan: FaultPlan) {
    this.plan = plan;
  }

  heal(): void {
    this.isHealed = true;
  }

  /** `standing` is where the message stands that it happens to. */
  strike(key: number, kinds: readonly FaultKind[], standing: Standing): FaultKind | undefined {
    if (this.isHealed) return undefined;
    const kind = this.plan(key, kinds);
    if (kind === undefined) return undefined;
    if (multiplying.includes(kind)) {
      if (this.multiplied === mostMultiplied) return undefined;
      this.multiplied += 1;
    }
    this.struck.push({ key, kind, standing });
    return kind;
  }

  /** Remembers a fault that lasts, where it is met; tells whether there still is one. */
  note(kind: FaultKind, standing: Standing): boolean {
    if (!this.isHealed) this.met.push({ kind, standing });
    return !this.isHealed;
  }
}
