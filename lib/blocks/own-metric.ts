import { Metric as CloudWatchMetric, MathExpression, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
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

/** Several metrics as one. One that nobody has written in a period counts as nothing. */
export const together = (
  how: 'SUM' | 'MAX',
  parts: readonly CloudWatchMetric[],
  { period, label, color }: MetricOptions = {},
): CloudWatchMetric | MathExpression => {
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  const ids = parts.map((_, i) => `m${i}`);
  return new MathExpression({
    expression: `${how}([${ids.map((id) => `FILL(${id}, 0)`).join(', ')}])`,
    usingMetrics: Object.fromEntries(parts.map((part, i) => [`m${i}`, part])),
    ...(period && { period }),
    ...(label !== undefined && { label }),
    ...(color !== undefined && { color }),
  });
};
