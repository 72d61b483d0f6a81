import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Lane } from '../core/lanes.ts';
import { type MetricDimensions, metrics } from '../core/metrics.ts';
import { defaultPolicies, type Policies } from '../core/policy.ts';
import type { RateCard } from '../core/rate-card.ts';
import type { AnyBus } from './blocks/any-bus.ts';
import type { Domain } from './blocks/domain.ts';
import { encryptWith } from './blocks/encryption.ts';
import type { LogLevel } from './blocks/function-environment.ts';
import { grantSecretValue } from './blocks/grant-secret-value.ts';
import { ownMetric } from './blocks/own-metric.ts';
import { SendingKey } from './blocks/sending-key.ts';
import { tellTopic } from './blocks/tell-topic.ts';
import { traceFunctions } from './blocks/trace-functions.ts';
import type { Carrier } from './carriers/carrier.ts';
import { Carriers } from './carriers/carriers.ts';
import { checkedInbound, type InboundInput } from './inbound.ts';
import { checkedLimits, type LimitsInput } from './limits.ts';
import { checkedRateCard } from './rate-card.ts';
import { checkedRouting, type RoutingInput } from './routing.ts';
import { Accept } from './stages/accept.ts';
import { Api } from './stages/api.ts';
import { CarrierAlarms } from './stages/carrier-alarms.ts';
import type { EdgeSettings } from './stages/edge.ts';
import { Events } from './stages/events.ts';
import { HealthCheck } from './stages/health-check.ts';
import { Inbound } from './stages/inbound.ts';
import { Keys } from './stages/keys.ts';
import { type LaneSettings, Lanes } from './stages/lanes.ts';
import { Lookup } from './stages/lookup.ts';
import { OptOuts } from './stages/opt-outs.ts';
import { Overview } from './stages/overview.ts';
import { Preview } from './stages/preview.ts';
import { Receipts } from './stages/receipts.ts';
import { Reconciliation } from './stages/reconciliation.ts';
import { Reference } from './stages/reference.ts';
import { Settlement } from './stages/settlement.ts';
import { type DailySpend, SpendAlarm } from './stages/spend-alarm.ts';
import { StatusCallbacks } from './stages/status-callbacks.ts';
import { Storage } from './stages/storage.ts';
import { TwilioApi } from './stages/twilio-api.ts';
import { Withdrawal } from './stages/withdrawal.ts';

export interface SmsPipelineProps {
  /** Whom texts are submitted to. The first is the default. */
  readonly carriers: readonly Carrier[];

  /**
   * In production, tables and keys outlive the stack and refuse to be deleted.
   * @default production
   */
  readonly environment?: 'production' | 'development';

  /**
   * What becomes of tables, keys and secrets when the stack goes. What is retained also refuses to be deleted by hand.
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

const ofEnvironment = ({ environment }: SmsPipelineProps): RemovalPolicy =>
  environment === 'development' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;

/** An SMS platform: one HTTPS API in front, carriers behind, and an event for every change of status. */
export class SmsPipeline extends Construct {
  /** Whom texts are submitted to. */
  readonly carriers: Carriers;

  /** The HTTPS API. */
  readonly api: Api;

  /** The tables and the key of the recipients' hash. */
  readonly storage: Storage;

  /** What became of each message: subscribe here. */
  readonly events: Events;

  /** The queues to the carriers. */
  readonly lanes: Lanes;

  /** Where submits of unknown outcome are looked into. */
  readonly settlement: Settlement;

  /** The way back from the carriers. */
  readonly receipts: Receipts;

  /** Where texts of recipients are told. */
  readonly inbound: Inbound;

  /** What keeps time, and finds what nobody else would come back to. */
  readonly reconciliation: Reconciliation;

  /** The way on to the URLs that came with messages. */
  readonly statusCallbacks: StatusCallbacks;

  private readonly removalPolicy: RemovalPolicy;
  private ownSendingKey?: SendingKey;

  constructor(scope: Construct, id: string, props: SmsPipelineProps) {
    super(scope, id);
    this.carriers = new Carriers(props.carriers);
    const { carriers } = this;
    this.removalPolicy = props.removalPolicy ?? ofEnvironment(props);
    const logs = {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      level: props.logLevel ?? 'info',
    };

    const textRules = {
      carriers,
      routing: checkedRouting(props.routing, carriers.names),
      defaultCountry: props.defaultCountry ?? '',
      maxSegments: props.maxSegments ?? 10,
      allowFixedLines: props.allowFixedLines ?? false,
    };

    const rateCard = checkedRateCard(props.rateCard ?? []);
    if (props.encryptionKey) encryptWith(this, props.encryptionKey);

    this.api = new Api(this, 'Api', {
      corsOrigins: props.corsOrigins ?? [],
      ...(props.domain && { domain: props.domain }),
      ...(props.edge && { edge: props.edge }),
      logs,
    });
    this.storage = new Storage(this, 'Storage', {
      retained: this.removalPolicy === RemovalPolicy.RETAIN,
      limits: checkedLimits(props.limits),
    });
    this.events = new Events(this, 'Events', {
      archiveRetention: props.eventRetention ?? Duration.days(30),
      registerSchemas: props.registerSchemas ?? false,
      ...(props.eventBus && { bus: props.eventBus }),
    });
    const { api, storage, events } = this;

    this.inbound = new Inbound(this, 'Inbound', {
      events,
      storage,
      settings: checkedInbound(props.inbound),
      logs,
    });
    const { inbound } = this;
    this.receipts = new Receipts(this, 'Receipts', {
      api,
      storage,
      events,
      carriers,
      inbound,
      rateCard,
      logs,
    });
    const { receipts } = this;
    this.settlement = new Settlement(this, 'Settlement');
    const { settlement } = this;
    this.lanes = new Lanes(this, 'Lanes', {
      storage,
      events,
      carriers,
      receipts,
      settlement,
      publicUrl: api.url,
      rateCard,
      settings: props.lanes ?? {},
      ...(props.dailySegmentBudget !== undefined && { dailySegmentBudget: props.dailySegmentBudget }),
      logs,
    });
    const { lanes } = this;
    settlement.settle({ storage, carriers, lanes, receipts, publicUrl: api.url, logs });

    this.reconciliation = new Reconciliation(this, 'Reconciliation', {
      storage,
      events,
      lanes,
      receiptTimeout: props.receiptTimeout ?? Duration.hours(72),
      logs,
    });

    const retentionDays = (props.messageRetention ?? Duration.days(90)).toDays();
    const numberInEvents = props.eventRecipient === 'number';
    const accepting = {
      api,
      storage,
      lanes,
      textRules,
      policies: { ...defaultPolicies, ...props.policies },
      retentionDays,
      numberInEvents,
      logs,
    };
    new Accept(this, 'Accept', accepting);
    new Preview(this, 'Preview', { api, storage, textRules, rateCard, logs });
    new Lookup(this, 'Lookup', { api, storage, retentionDays, logs });
    new Withdrawal(this, 'Withdrawal', { api, storage, events, numberInEvents, logs });
    new Reference(this, 'Reference', { api, logs });
    new CarrierAlarms(this, 'CarrierAlarms', { carriers });
    if (props.dailySpendAlarm) {
      new SpendAlarm(this, 'SpendAlarm', { carriers, rateCard, ...props.dailySpendAlarm });
    }
    new Keys(this, 'Keys', { api, storage, logs });
    new OptOuts(this, 'OptOuts', { api, storage, logs });
    const webhookHosts = props.webhookHosts ?? 'public';
    new TwilioApi(this, 'TwilioApi', { ...accepting, events, webhookHosts });
    this.statusCallbacks = new StatusCallbacks(this, 'StatusCallbacks', {
      storage,
      events,
      webhookHosts,
      logs,
    });
    new HealthCheck(this, 'HealthCheck', { api, storage, lanes, receipts, logs });
    const others = [
      receipts.queue,
      settlement.queue,
      this.reconciliation.closing,
      this.statusCallbacks.queue,
    ];
    new Overview(this, 'Overview', { api, lanes, queues: [...lanes.all, ...others], carriers, rateCard });
    if (props.tracing) traceFunctions(this);
    if (props.alarmsTopic) tellTopic(this, props.alarmsTopic);
  }

  /**
   * The API key that applications of your CDK app send with. It is there once it is asked for, and holds a key once you
   * put one in: docs/construct.md.
   */
  get sendingKey(): Secret {
    this.ownSendingKey ??= new SendingKey(this, 'SendingKey', this.removalPolicy);
    return this.ownSendingKey;
  }

  /** Lets the grantee send texts: it may read `sendingKey`, and calls `api.url` with it. */
  grantSend(grantee: IGrantable): Grant {
    return grantSecretValue(this.sendingKey, grantee);
  }

  /** A metric that the functions write, in sum: `pipeline.metric('delivered', { carrier: 'twilio' })`. */
  metric<Name extends keyof typeof metrics>(
    name: Name,
    dimensions: MetricDimensions<(typeof metrics)[Name]>,
    options?: MetricOptions,
  ): Metric {
    return ownMetric(this, metrics[name], dimensions, options);
  }
}
