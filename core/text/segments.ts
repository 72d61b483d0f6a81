import type { Plan } from './plan.ts';
import { costsUnder } from './septet-costs.ts';
import { encodeUserData, type UserData } from './user-data.ts';
import type { Concatenation, ReferenceBits } from './user-data-header.ts';

export type Segment = {
  readonly text: string;
  /** In GSM-7: septets of the text, an extension character counted as two, the header not counted. */
  readonly septets?: number;
  /** In UCS-2: UTF-16 code units of the text, the header not counted. */
  readonly codeUnits?: number;
  /** Left out for a text of one segment. */
  readonly concatenation?: Concatenation;
  /** Where octets were asked for. */
  readonly userData?: UserData;
};

export type SegmentOptions = {
  readonly concatenationReference?: ReferenceBits;
  readonly octets?: boolean;
  readonly reference?: number;
};

/** Cuts a planned text into its segments. */
export const makeSegments = (plan: Plan, options: SegmentOptions): readonly Segment[] => {
  const { encoding, shift, ends } = plan;
  const { concatenationReference: bits = 8, octets = false, reference = 0 } = options;
  const total = ends.length;
  const costs = costsUnder(shift);

  const sizeOf = (text: string): { septets: number } | { codeUnits: number } => {
    if (encoding === 'ucs2') return { codeUnits: text.length };
    let septets = 0;
    for (let i = 0; i < text.length; i++) septets += costs[text.charCodeAt(i)] ?? 0;
    return { septets };
  };

  return ends.map((end, i) => {
    const text = plan.text.slice(ends[i - 1] ?? 0, end);
    const concatenation = total > 1 ? { reference, total, sequence: i + 1 } : undefined;
    const header = { shift, ...(concatenation && { concatenation }) };
    return {
      text,
      ...sizeOf(text),
      ...(concatenation && { concatenation }),
      ...(octets && { userData: encodeUserData(text, encoding, header, bits) }),
    };
  });
};
