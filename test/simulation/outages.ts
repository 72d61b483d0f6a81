import { Draws, hashText, mix } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import type { Faults } from './faults.ts';

/** Faults that do not strike a call, but last for minutes. */
export const outageKinds = [
  'tableDown',
  'queueDown',
  'busDown',
  'carrierDown',
] as const satisfies FaultKind[];
export type OutageKind = (typeof outageKinds)[number];

type Window = { readonly from: number; readonly until: number };

/** When which part of the world is away. */
export class Outages {
  private readonly windows = new Map<OutageKind, Window>();

  /** @param seed decides when; `faults` whether. */
  constructor(faults: Faults, seed: number, start: number) {
    for (const kind of outageKinds) {
      if (faults.strike(hashText(kind), [kind], 'none') === undefined) continue;
      const draws = new Draws(mix(seed, hashText(`when ${kind}`)));
      const from = start + draws.between(0, 180_000);
      this.windows.set(kind, { from, until: from + draws.between(60_000, 900_000) });
    }
  }

  isAway(kind: OutageKind, now: number): boolean {
    const window = this.windows.get(kind);
    return window !== undefined && window.from <= now && now < window.until;
  }
}
