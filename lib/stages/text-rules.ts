import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Routing } from '../../core/routing/routing-table.ts';
import type { Carriers } from '../carriers/carriers.ts';
import type { Storage } from './storage.ts';

/** What this deployment allows a text to be: the same for those who send it and those who preview it. */
export interface TextRules {
  readonly carriers: Carriers;

  /** Which carrier gets which text. */
  readonly routing: Routing;

  /** ISO 3166-1 alpha-2 country of national numbers, or empty: only E.164 is taken. */
  readonly defaultCountry: string;

  /** Longest body, in segments. */
  readonly maxSegments: number;

  /** Whether fixed lines are taken as recipients. */
  readonly allowFixedLines: boolean;
}

/** Whether a slow or ill carrier can leave new texts to another: where some rule draws one among several. */
const drawsCarriers = ({ routing }: TextRules): boolean =>
  routing.rules.some(({ carriers }) => carriers.length > 1);

/** What tells a function how healthy the carriers are, where that decides about new texts. */
export const carrierHealthEnvironment = (rules: TextRules, storage: Storage) =>
  drawsCarriers(rules) ? { CARRIER_HEALTH_TABLE: storage.statuses.tableName } : {};

/** Lets a function read how healthy the carriers are, where that decides about new texts. */
export const grantCarrierHealth = (rules: TextRules, storage: Storage, reader: IGrantable): void => {
  if (drawsCarriers(rules)) storage.statuses.grant(reader, 'dynamodb:GetItem');
};

/** What tells a function the rules. */
export const textRulesEnvironment = (rules: TextRules) => ({
  CARRIER_NAMES: rules.carriers.names.join(','),
  ROUTING: JSON.stringify(rules.routing),
  DEFAULT_COUNTRY: rules.defaultCountry,
  MAX_SEGMENTS: String(rules.maxSegments),
  ALLOW_FIXED_LINES: rules.allowFixedLines ? ('true' as const) : ('false' as const),
});
