import type { Metric as CloudWatchMetric, MathExpression, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Lane, lanes as laneNames } from '../core/lanes.ts';
import { type Metric, type MetricDimensions, metrics } from '../core/metrics.ts';
import { ownMetric, together } from './blocks/own-metric.ts';
import type { WorkQueue } from './blocks/work-queue.ts';
import type { Carriers } from './carriers/carriers.ts';
import type { Lanes } from './stages/lanes.ts';

/** Which metric of the lanes, and how. */
export interface LaneMetricOptions extends MetricOptions {
  /**
   * The lane to look at.
   * @default - all of them together
   */
  readonly lane?: Lane;
}

/** Which metric of the carriers, and how. */
export interface CarrierMetricOptions extends MetricOptions {
  /**
   * The carrier to look at.
   * @default - all of them together
   */
  readonly carrier?: string;
}

/** A metric, or a sum of several: both go into an alarm and onto a dashboard. */
export type PipelineMetric = CloudWatchMetric | MathExpression;

type ByLane = Extract<Metric, { readonly dimensions: readonly ['lane'] }>;
type ByCarrier = Extract<Metric, { readonly dimensions: readonly ['carrier'] }>;

/** What may be measured of a pipeline. Periods are of five minutes unless the options say otherwise. */
export abstract class MeasuredPipeline extends Construct {
  abstract readonly carriers: Carriers;
  abstract readonly lanes: Lanes;

  /** Every queue that feeds a function. */
  protected abstract readonly queues: readonly WorkQueue[];

  /** Texts that were taken over from applications. */
  metricAccepted(options: LaneMetricOptions = {}): PipelineMetric {
    return this.ofLanes(metrics.accepted, options);
  }

  /** Texts that expired or were blocked before a submit. */
  metricNotSubmitted(options: LaneMetricOptions = {}): PipelineMetric {
    return this.ofLanes(metrics.notSubmitted, options);
  }

  /** Milliseconds from the acceptance of a lane's texts to the carrier's: the median, unless `statistic` is given. */
  metricSendLatency(lane: Lane, options: MetricOptions = {}): CloudWatchMetric {
    return ownMetric(this, metrics.sendLatency, { lane }, { statistic: 'p50', ...options });
  }

  /** Submits that ended, whichever way. */
  metricSubmitted(options: CarrierMetricOptions = {}): PipelineMetric {
    return this.ofCarriers(metrics.submits, options);
  }

  /** Segments that carriers took. */
  metricSegments(options: CarrierMetricOptions = {}): PipelineMetric {
    return this.ofCarriers(metrics.segments, options);
  }

  /** Texts that were delivered. */
  metricDelivered(options: CarrierMetricOptions = {}): PipelineMetric {
    return this.ofCarriers(metrics.delivered, options);
  }

  /** Texts that a carrier or a handset did not take: undelivered, failed or expired. */
  metricFailed(options: CarrierMetricOptions = {}): PipelineMetric {
    return this.ofCarriers(metrics.undelivered, options);
  }

  /** Submits of which nobody knew whether the carrier took them. */
  metricUnknown(options: CarrierMetricOptions = {}): PipelineMetric {
    return this.ofCarriers(metrics.submitsAmbiguous, options);
  }

  /** Milliseconds from a carrier's acceptance to its receipt that says delivered: the median, unless `statistic` is given. */
  metricDeliveryLatency(carrier: string, options: MetricOptions = {}): CloudWatchMetric {
    return ownMetric(
      this,
      metrics.deliveryLatency,
      { carrier: this.known(carrier) },
      { statistic: 'p50', ...options },
    );
  }

  /** Seconds that the oldest text has waited in its lane. */
  metricOldestMessageAge({ lane, ...options }: LaneMetricOptions = {}): PipelineMetric {
    const queues = lane === undefined ? this.lanes.all : [this.lanes.queues[lane]];
    return together(
      'MAX',
      queues.map((queue) => queue.metricAge().with(options)),
      options,
    );
  }

  /** Queue entries that were given up and wait in dead-letter queues. */
  metricSetAside(options: MetricOptions = {}): PipelineMetric {
    const counts = this.queues.map(({ deadLetterQueue }) =>
      deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', ...options }),
    );
    return together('SUM', counts, options);
  }

  /** Any other metric that the functions write, in sum: `pipeline.metric('receipts', { carrier: 'twilio' })`. */
  metric<Name extends keyof typeof metrics>(
    name: Name,
    dimensions: MetricDimensions<(typeof metrics)[Name]>,
    options?: MetricOptions,
  ): CloudWatchMetric {
    return ownMetric(this, metrics[name], dimensions, options);
  }

  private ofLanes(metric: ByLane, { lane, ...options }: LaneMetricOptions): PipelineMetric {
    const lanes = lane === undefined ? laneNames : [lane];
    return together(
      'SUM',
      lanes.map((name) => ownMetric(this, metric, { lane: name }, options)),
      options,
    );
  }

  private ofCarriers(metric: ByCarrier, { carrier, ...options }: CarrierMetricOptions): PipelineMetric {
    const carriers = carrier === undefined ? this.carriers.names : [this.known(carrier)];
    return together(
      'SUM',
      carriers.map((name) => ownMetric(this, metric, { carrier: name }, options)),
      options,
    );
  }

  /** An alarm on a carrier that is misspelt would never go off. */
  private known(carrier: string): string {
    const { names } = this.carriers;
    if (names.includes(carrier)) return carrier;
    throw new Error(`There is no carrier ${carrier} to measure: the pipeline has ${names.join(', ')}.`);
  }
}
