import type { Carriers } from '../carriers/carriers.ts';

/** What this deployment allows a text to be: the same for those who send it and those who preview it. */
export interface TextRules {
  readonly carriers: Carriers;

  /** ISO 3166-1 alpha-2 country of national numbers, or empty: only E.164 is taken. */
  readonly defaultCountry: string;

  /** Longest body, in segments. */
  readonly maxSegments: number;

  /** Whether fixed lines are taken as recipients. */
  readonly allowFixedLines: boolean;
}

/** What tells a function the rules. */
export const textRulesEnvironment = ({
  carriers,
  defaultCountry,
  maxSegments,
  allowFixedLines,
}: TextRules) => ({
  CARRIER_NAMES: carriers.names.join(','),
  DEFAULT_COUNTRY: defaultCountry,
  MAX_SEGMENTS: String(maxSegments),
  ALLOW_FIXED_LINES: allowFixedLines ? ('true' as const) : ('false' as const),
});
