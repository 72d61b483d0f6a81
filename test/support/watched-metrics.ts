import type { Template } from 'aws-cdk-lib/assertions';
import { metrics as catalogue } from '../../core/metrics.ts';

/** A metric that an alarm looks at. */
export type Watched = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly string[];
};
type AlarmMetric = {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { Name: string }[];
};

export const alarmsIn = (template: Template) =>
  Object.entries(template.findResources('AWS::CloudWatch::Alarm')).map(([id, { Properties }]) => ({
    id,
    text: String(JSON.stringify(Properties.AlarmDescription)),
    properties: Properties,
  }));

/** The metrics of an alarm: its own, or those of its expression. */
export const watchedBy = (
  properties: AlarmMetric & { Metrics?: readonly { MetricStat?: { Metric: AlarmMetric } }[] },
): Watched[] => {
  const queries = properties.Metrics ?? [{ MetricStat: { Metric: properties } }];
  return queries.flatMap(({ MetricStat }) => {
    if (!MetricStat) return [];
    const { Namespace: namespace, MetricName: name, Dimensions = [] } = MetricStat.Metric;
    return [{ namespace, name, dimensions: Dimensions.map((dimension) => dimension.Name).sort() }];
  });
};

/** What AWS writes by itself, by its documentation as of 2026-11. */
export const writtenByAws: readonly Watched[] = [
  { namespace: 'AWS/SQS', name: 'ApproximateAgeOfOldestMessage', dimensions: ['QueueName'] },
  { namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible', dimensions: ['QueueName'] },
  { namespace: 'AWS/Lambda', name: 'Errors', dimensions: ['FunctionName'] },
  { namespace: 'AWS/Lambda', name: 'Throttles', dimensions: ['FunctionName'] },
  { namespace: 'AWS/Lambda', name: 'Invocations', dimensions: ['FunctionName'] },
  { namespace: 'AWS/ApiGateway', name: '5xx', dimensions: ['ApiId'] },
  { namespace: 'AWS/ApiGateway', name: 'Latency', dimensions: ['ApiId'] },
  { namespace: 'AWS/SNS', name: 'SMSMonthToDateSpentUSD', dimensions: [] },
];

/** What the functions write: test/lambdas/counted-metrics.test.ts proves it of each. */
export const writtenByUs = (namespace: string): Watched[] =>
  Object.values(catalogue).map(({ name, dimensions }) => ({
    namespace,
    name,
    dimensions: [...dimensions].sort(),
  }));
