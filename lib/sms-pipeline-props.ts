import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Lane } from '../core/lanes.ts';
import type { Policies } from '../core/policy.ts';
import type { RateCard } from '../core/rate-card.ts';
import type { AnyBus } from './blocks/any-bus.ts';
import type { Domain } from './blocks/domain.ts';
import type { LogLevel } from './blocks/function-environment.ts';
import type { Carrier } from './carriers/carrier.ts';
import type { InboundInput } from './inbound.ts';
import type { LimitsInput } from './limits.ts';
import type { RoutingInput } from './routing.ts';
import type { EdgeSettings } from './stages/edge.ts';
import type { LaneSettings } from './stages/lanes.ts';
import type { DailySpend } from './stages/spend-alarm.ts';

export interface SmsPipelineProps {
  /** Whom texts are submitted to. The first is the default. */
  readonly carriers: readonly Carrier[];

  /**
   * In production, what holds data outlives the stack, and tables refuse to be deleted.
   * @default production
   */
  readonly environment?: 'production' | 'development';

  /**
   * What becomes of tables, queues, archived events, keys and secrets when the stack goes. Retained tables also refuse to
   * be deleted by hand.
   * @default - RETAIN in production, DESTROY in development
   */
  readonly removalPolicy?: RemovalPolicy.RETAIN | RemovalPolicy.DESTROY;

  /**
   * ISO 3166-1 alpha-2 country of national numbers.
   * @default - none: only E.164 numbers are taken
   */
  readonly defaultCountry?: string;

  /**
   * Longest body, in segments.
   * @default 10
   */
  readonly maxSegments?: number;

  /**
   * Whether fixed lines are taken as recipients: some operators read a text aloud.
   * @default false
   */
  readonly allowFixedLines?: boolean;

  /**
   * Which carrier gets which text: the first rule that matches decides, and a text that none matches is refused.
   * @default - everything to the first carrier
   */
  readonly routing?: RoutingInput;

  /**
   * What a segment costs, by carrier and country: previews show it, and the dashboard what was spent.
   * @default - none: previews show no price, and nobody counts what was spent
   */
  readonly rateCard?: RateCard;

  /**
   * Origins whose pages may call the API from a browser, `*` for all: `https://console.example.com`. A page that
   * calls it holds an API key, and so does everybody who sees the page.
   * @default - none
   */
  readonly corsOrigins?: readonly string[];

  /**
   * Whose the first API key is, which the stack makes: 1 to 40 letters, digits and hyphens.
   * @default main
   */
  readonly firstTenant?: string;

  /**
   * How much API keys and tenants may ask a minute and send a day, unless the key itself says otherwise.
   * @default - 60,000 requests a minute for a key and 120,000 for a tenant, and any number of segments
   */
  readonly limits?: LimitsInput;

  /**
   * What is done, by lane, with a text of which nobody can tell whether the carrier took it, when the request does not
   * say: leave it `unknown`, or submit it once more at the risk of a duplicate.
   * @default - at-most-once in every lane
   */
  readonly policies?: Partial<Policies>;

  /**
   * How much of the account single lanes take.
   * @default - twice the memory for one-time codes, and at most 20 batches of campaigns at a time
   */
  readonly lanes?: Partial<Readonly<Record<Lane, LaneSettings>>>;

  /**
   * Segments that each tenant may send in a day (UTC). What is over it is `blocked`.
   * @default - as many as it likes
   */
  readonly dailySegmentBudget?: number;

  /**
   * Whom incoming texts are for, by the number that they were sent to, and the words that end and resume a recipient's
   * texts beside STOP and START. A STOP to a number of nobody blocks nothing: see docs/inbound.md.
   * @default - they are nobody's, and published without a tenant
   */
  readonly inbound?: InboundInput;

  /**
   * Where status callbacks may be posted to: `public`, the internet, or `loopback`, for a run on one machine. In
   * Lambda, `loopback` keeps the poster from starting.
   * @default public
   */
  readonly webhookHosts?: string;

  /**
   * How long messages and their statuses are kept, in whole days.
   * @default Duration.days(90)
   */
  readonly messageRetention?: Duration;

  /**
   * How long a receipt may take: a text that was sent so long ago without one is closed as `unknown`.
   * @default Duration.hours(72)
   */
  readonly receiptTimeout?: Duration;

  /**
   * Where events are published.
   * @default - a bus is made
   */
  readonly eventBus?: AnyBus;

  /**
   * How long published events can be replayed.
   * @default Duration.days(30)
   */
  readonly eventRetention?: Duration;

  /**
   * What events say of a recipient beside the country: a keyed hash, or the hash and the number. Every subscriber, and the
   * archive, then holds numbers.
   * @default hash
   */
  readonly eventRecipient?: 'hash' | 'number';

  /**
   * Whether the events are described in a schema registry of EventBridge, for code bindings.
   * @default false
   */
  readonly registerSchemas?: boolean;

  /**
   * How long logs are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;

  /**
   * A name of your own for the API. Carriers then post their receipts there.
   * @default - the name that API Gateway gives, or CloudFront where there is an edge
   */
  readonly domain?: Domain;

  /**
   * CloudFront and a firewall in front of the API, which then takes no request that comes another way.
   * @default - none: the API is reached directly
   */
  readonly edge?: EdgeSettings;

  /**
   * Key of yours under which tables, queues, events and secrets are kept.
   * @default - keys that AWS holds and rotates
   */
  readonly encryptionKey?: IKey;

  /**
   * Who is told when an alarm goes off.
   * @default - nobody: the alarms are seen in CloudWatch only
   */
  readonly alarmsTopic?: ITopic;

  /**
   * Somebody is told when the texts of a day (UTC) cost this much by the rate card.
   * @default - nobody is
   */
  readonly dailySpendAlarm?: DailySpend;

  /**
   * Whether X-Ray traces a part of the functions' runs: one a second of each function, and five percent of the rest.
   * @default false
   */
  readonly tracing?: boolean;

  /**
   * The least important line that the functions log.
   * @default info
   */
  readonly logLevel?: LogLevel;
}
