import { type FaultKind, faultCatalogue, faultKinds, type Standing, standings } from './fault-catalogue.ts';
import type { Struck } from './faults.ts';

/** How often each fault struck a message in each standing. */
export type Tally = Partial<Record<FaultKind, Partial<Record<Standing, number>>>>;

export const count = (tally: Tally, struck: readonly Pick<Struck, 'kind' | 'standing'>[]): void => {
  for (const { kind, standing } of struck) {
    const row = tally[kind] ?? {};
    row[standing] = (row[standing] ?? 0) + 1;
    tally[kind] = row;
  }
};

export const addTally = (sum: Tally, more: Tally): void => {
  for (const kind of faultKinds) {
    const row = sum[kind] ?? {};
    for (const standing of standings) row[standing] = (row[standing] ?? 0) + (more[kind]?.[standing] ?? 0);
    sum[kind] = row;
  }
};

/** The pairs of fault and standing that were met too rarely for a run to prove anything about them. */
export const rarePairs = (tally: Tally, atLeast: number): string[] =>
  faultKinds.flatMap((kind) =>
    faultCatalogue[kind].strikes.flatMap((standing: Standing) => {
      const times = tally[kind]?.[standing] ?? 0;
      return times < atLeast ? [`${kind} struck a message that was ${standing} ${times} times`] : [];
    }),
  );

/** The tally as lines of text. */
export const tableOf = (tally: Tally): string[] => {
  const cell = (text: string): string => text.padStart(9);
  const rows = faultKinds.map((kind) =>
    [kind.padEnd(18), ...standings.map((standing) => cell(String(tally[kind]?.[standing] ?? 0)))].join(''),
  );
  return [['fault'.padEnd(18), ...standings.map(cell)].join(''), ...rows];
};
