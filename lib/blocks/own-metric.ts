import { Metric as CloudWatchMetric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { Metric, MetricDimensions } from '../../core/metrics.ts';
import { metricsNamespace } from './metrics-namespace.ts';

/** A metric that the functions of this stack write, in sum. */
export const ownMetric = <M extends Metric>(
  scope: IConstruct,
  { name }: M,
  dimensions: MetricDimensions<M>,
  options: MetricOptions = {},
): CloudWatchMetric =>
  new CloudWatchMetric({
    namespace: metricsNamespace(scope),
    metricName: name,
    dimensionsMap: dimensions,
    statistic: 'Sum',
    ...options,
  });
