import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type IWidget,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { lanes as laneNames } from '../../core/lanes.ts';
import { metrics, type Metric as OwnMetric } from '../../core/metrics.ts';
import type { RateCard } from '../../core/rate-card.ts';
import { ownMetric } from '../blocks/own-metric.ts';
import { alarmsOf } from '../blocks/tell-topic.ts';
import type { WorkQueue } from '../blocks/work-queue.ts';
import type { Carriers } from '../carriers/carriers.ts';
import { currenciesOf } from '../rate-card.ts';
import type { Api } from './api.ts';
import type { Lanes } from './lanes.ts';

export interface OverviewProps {
  readonly api: Api;
  readonly lanes: Lanes;

  /** Every queue that feeds a function. */
  readonly queues: readonly WorkQueue[];

  readonly carriers: Carriers;
  readonly rateCard: RateCard;
}

type ByCarrier = Extract<OwnMetric, { readonly dimensions: readonly ['carrier'] }>;

const title = (markdown: string): IWidget => new TextWidget({ markdown, width: 24, height: 1 });

const graph = (name: string, left: readonly IMetric[], label?: string): IWidget =>
  new GraphWidget({
    title: name,
    left: [...left],
    width: 8,
    leftYAxis: { min: 0, ...(label !== undefined && { label, showUnits: false }) },
  });

/** One dashboard: are texts going out, how fast, who is failing, what does it cost. */
export class Overview extends Construct {
  private readonly carriers: readonly string[];

  constructor(scope: Construct, id: string, props: OverviewProps) {
    super(scope, id);
    this.carriers = props.carriers.names;
    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(3) });
    for (const row of [
      [new AlarmStatusWidget({ title: 'Alarms', alarms: alarmsOf(scope), width: 24, height: 4 })],
      [title('## Are texts going out?')],
      this.goingOut(),
      [title('## How fast?')],
      this.speed(props),
      [title('## Who is failing?')],
      this.failures(props),
      [title('## What does it cost?')],
      this.cost(props),
    ]) {
      dashboard.addWidgets(...row);
    }
  }

  private byCarrier(metric: ByCarrier, statistic = 'Sum'): Metric[] {
    return this.carriers.map((carrier) =>
      ownMetric(this, metric, { carrier }, { statistic, label: carrier }),
    );
  }

  private goingOut(): IWidget[] {
    const accepted = laneNames.map((lane) => ownMetric(this, metrics.accepted, { lane }, { label: lane }));
    return [
      graph('Accepted by lane', accepted),
      graph('Submits by carrier', this.byCarrier(metrics.submits)),
      graph('Delivered by carrier', this.byCarrier(metrics.delivered)),
    ];
  }

  private speed({ api, lanes }: OverviewProps): IWidget[] {
    const latency = laneNames.flatMap((lane) =>
      ['p50', 'p99'].map((statistic) =>
        ownMetric(this, metrics.sendLatency, { lane }, { statistic, label: `${lane} ${statistic}` }),
      ),
    );
    const ages = laneNames.map((lane) => lanes.queues[lane].metricAge().with({ label: lane }));
    return [
      graph(
        'From accepted to sent',
        [...latency, api.metricLatency({ statistic: 'p99', label: 'API p99' })],
        'ms',
      ),
      graph('Oldest text in each lane', ages, 'seconds'),
      graph('From sent to delivered, median', this.byCarrier(metrics.deliveryLatency, 'p50'), 'ms'),
    ];
  }

  private failures({ api, queues }: OverviewProps): IWidget[] {
    const labelled = (metric: ByCarrier, word: string) =>
      this.carriers.map((carrier) => ownMetric(this, metric, { carrier }, { label: `${carrier} ${word}` }));
    const aside = queues.map(({ deadLetterQueue, node }) =>
      deadLetterQueue.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        label: node.path.split('/').slice(-2).join(' '),
      }),
    );
    const notSubmitted = laneNames.map((lane) =>
      ownMetric(this, metrics.notSubmitted, { lane }, { label: `${lane} expired or blocked` }),
    );
    return [
      graph('Submits refused or of unknown outcome', [
        ...labelled(metrics.submitsRefused, 'refused'),
        ...labelled(metrics.submitsAmbiguous, 'unknown'),
        ...labelled(metrics.settled, 'settled'),
      ]),
      graph('Texts that did not arrive', [...labelled(metrics.undelivered, 'undelivered'), ...notSubmitted]),
      graph('Set aside, and answers with 5xx', [
        ...aside,
        api.metricServerError({ statistic: 'Sum', label: 'API 5xx' }),
      ]),
      graph('Receipts by carrier', this.byCarrier(metrics.receipts)),
      graph('Forged webhooks', this.byCarrier(metrics.forgedWebhooks)),
      graph('Carriers found unhealthy', this.byCarrier(metrics.carrierUnhealthy)),
    ];
  }

  private cost({ carriers, rateCard }: OverviewProps): IWidget[] {
    const hourly = { period: Duration.hours(1) };
    const spent = currenciesOf(rateCard, carriers.names).map(({ carrier, currency }) =>
      ownMetric(this, metrics.spend, { carrier, currency }, { ...hourly, label: `${carrier} ${currency}` }),
    );
    const billedBySns = new Metric({
      namespace: 'AWS/SNS',
      metricName: 'SMSMonthToDateSpentUSD',
      statistic: 'Maximum',
      region: Stack.of(this).region,
      ...hourly,
    });
    return [
      graph(
        'Segments an hour',
        this.byCarrier(metrics.segments).map((metric) => metric.with(hourly)),
      ),
      ...(spent.length > 0 ? [graph('Spent an hour, by the rate card', spent)] : []),
      ...(carriers.names.includes('sns') ? [graph('SNS this month, in USD', [billedBySns])] : []),
    ];
  }
}
