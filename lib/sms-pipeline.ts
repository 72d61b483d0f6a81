import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { defaultPolicies } from '../core/policy.ts';
import { encryptWith } from './blocks/encryption.ts';
import { grantSecretValue } from './blocks/grant-secret-value.ts';
import { retainWork } from './blocks/retain-work.ts';
import { SendingKey } from './blocks/sending-key.ts';
import { tellTopic } from './blocks/tell-topic.ts';
import { traceFunctions } from './blocks/trace-functions.ts';
import type { WorkQueue } from './blocks/work-queue.ts';
import { Carriers } from './carriers/carriers.ts';
import { checkedInbound } from './inbound.ts';
import { checkedLimits } from './limits.ts';
import { MeasuredPipeline } from './measured-pipeline.ts';
import { checkedRateCard } from './rate-card.ts';
import { checkedRouting } from './routing.ts';
import type { SmsPipelineProps } from './sms-pipeline-props.ts';
import { Accept } from './stages/accept.ts';
import { Api } from './stages/api.ts';
import { CarrierAlarms } from './stages/carrier-alarms.ts';
import { Events } from './stages/events.ts';
import { FirstKey } from './stages/first-key.ts';
import { HealthCheck } from './stages/health-check.ts';
import { Inbound } from './stages/inbound.ts';
import { Keys } from './stages/keys.ts';
import { Lanes } from './stages/lanes.ts';
import { Lookup } from './stages/lookup.ts';
import { OptOuts } from './stages/opt-outs.ts';
import { Overview } from './stages/overview.ts';
import { Preview } from './stages/preview.ts';
import { Receipts } from './stages/receipts.ts';
import { Reconciliation } from './stages/reconciliation.ts';
import { Reference } from './stages/reference.ts';
import { Settlement } from './stages/settlement.ts';
import { SpendAlarm } from './stages/spend-alarm.ts';
import { StatusCallbacks } from './stages/status-callbacks.ts';
import { Storage } from './stages/storage.ts';
import { TwilioApi } from './stages/twilio-api.ts';
import { Withdrawal } from './stages/withdrawal.ts';
import { checkedTenant } from './tenant.ts';

const ofEnvironment = ({ environment }: SmsPipelineProps): RemovalPolicy =>
  environment === 'development' ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN;

/** An SMS platform: one HTTPS API in front, carriers behind, and an event for every change of status. */
export class SmsPipeline extends MeasuredPipeline {
  /** Whom texts are submitted to. */
  readonly carriers: Carriers;

  /** The HTTPS API. */
  readonly api: Api;

  /** The tables and the key of the recipients' hash. */
  readonly storage: Storage;

  /** The API key that the first deploy makes. */
  readonly firstKey: FirstKey;

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

  protected readonly queues: readonly WorkQueue[];

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
    this.firstKey = new FirstKey(this, 'FirstKey', {
      storage,
      tenant: checkedTenant(props.firstTenant ?? 'main'),
      logs,
    });
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
    this.queues = [
      ...lanes.all,
      receipts.queue,
      inbound.queue,
      settlement.queue,
      this.reconciliation.closing,
      this.statusCallbacks.queue,
    ];
    new Overview(this, 'Overview', { api, lanes, queues: this.queues, carriers, rateCard });
    if (this.removalPolicy === RemovalPolicy.RETAIN) retainWork(this);
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
}
