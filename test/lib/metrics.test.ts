import { Template } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, test } from 'vitest';
import { SandboxCarrier } from '../../lib/carriers/sandbox-carrier.ts';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { MeasuredPipeline, type PipelineMetric } from '../../lib/measured-pipeline.ts';
import type { SmsPipeline } from '../../lib/sms-pipeline.ts';
import { emptyStack, pipelineIn } from '../support/synthesized.ts';
import { alarmsIn, watchedBy, writtenByAws, writtenByUs } from '../support/watched-metrics.ts';

/** Every named metric of all together, and of one lane or carrier. */
const named: Readonly<Record<string, (pipeline: SmsPipeline) => readonly PipelineMetric[]>> = {
  metricAccepted: (pipeline) => [pipeline.metricAccepted(), pipeline.metricAccepted({ lane: 'otp' })],
  metricNotSubmitted: (pipeline) => [
    pipeline.metricNotSubmitted(),
    pipeline.metricNotSubmitted({ lane: 'otp' }),
  ],
  metricSendLatency: (pipeline) => [pipeline.metricSendLatency('otp')],
  metricSubmitted: (pipeline) => [
    pipeline.metricSubmitted(),
    pipeline.metricSubmitted({ carrier: 'twilio' }),
  ],
  metricSegments: (pipeline) => [pipeline.metricSegments(), pipeline.metricSegments({ carrier: 'twilio' })],
  metricDelivered: (pipeline) => [
    pipeline.metricDelivered(),
    pipeline.metricDelivered({ carrier: 'twilio' }),
  ],
  metricFailed: (pipeline) => [pipeline.metricFailed(), pipeline.metricFailed({ carrier: 'twilio' })],
  metricUnknown: (pipeline) => [pipeline.metricUnknown(), pipeline.metricUnknown({ carrier: 'twilio' })],
  metricDeliveryLatency: (pipeline) => [pipeline.metricDeliveryLatency('twilio')],
  metricOldestMessageAge: (pipeline) => [
    pipeline.metricOldestMessageAge(),
    pipeline.metricOldestMessageAge({ lane: 'otp' }),
  ],
  metricSetAside: (pipeline) => [pipeline.metricSetAside()],
};

const twoCarriers = () => {
  const stack = emptyStack();
  const secret = new Secret(stack, 'Credentials', { description: 'Credentials' });
  const pipeline = pipelineIn(stack, {
    carriers: [new TwilioCarrier({ secret, sender: '+15005550006' }), new SandboxCarrier()],
  });
  return { stack, pipeline };
};

/** What a metric comes to in a template: somebody's alarm on it. */
const alarmOn = (metricOf: (pipeline: SmsPipeline) => PipelineMetric) => {
  const { stack, pipeline } = twoCarriers();
  new Alarm(stack, 'Own', { metric: metricOf(pipeline), threshold: 1, evaluationPeriods: 1 });
  const own = alarmsIn(Template.fromStack(stack)).find(({ id }) => id.startsWith('Own'));
  if (!own) throw new Error('there is no alarm');
  return own.properties;
};

test('every named metric is written by somebody', () => {
  const { stack, pipeline } = twoCarriers();
  const names = Object.getOwnPropertyNames(MeasuredPipeline.prototype).filter((name) =>
    /^metric./.test(name),
  );
  expect(Object.keys(named).sort()).toEqual(names.sort());
  for (const [name, metricsOf] of Object.entries(named)) {
    for (const [i, metric] of metricsOf(pipeline).entries()) {
      new Alarm(stack, `${name}${i}`, { metric, threshold: 1, evaluationPeriods: 1 });
    }
  }
  const own = alarmsIn(Template.fromStack(stack)).filter(({ id }) => id.startsWith('metric'));
  expect(own.length).toBeGreaterThan(names.length);
  for (const { properties } of own) {
    const watched = watchedBy(properties);
    expect(watched).not.toEqual([]);
    for (const metric of watched)
      expect([...writtenByAws, ...writtenByUs('SmsPipeline/Stack')]).toContainEqual(metric);
  }
});

describe('a named metric', () => {
  test('adds up all carriers, whichever of them had a text', () => {
    const { Metrics } = alarmOn((pipeline) => pipeline.metricDelivered());
    expect(Metrics[0].Expression).toBe('SUM([FILL(m0, 0), FILL(m1, 0)])');
    expect(watchedBy({ Namespace: '', MetricName: '', Metrics })).toHaveLength(2);
  });

  test('is of one carrier where one is named', () => {
    expect(alarmOn((pipeline) => pipeline.metricDelivered({ carrier: 'twilio' }))).toMatchObject({
      ...{ Namespace: 'SmsPipeline/Stack', MetricName: 'Delivered', Statistic: 'Sum' },
      Dimensions: [{ Name: 'carrier', Value: 'twilio' }],
    });
  });

  test('takes the greatest age of all lanes, not their sum', () => {
    const { Metrics } = alarmOn((pipeline) => pipeline.metricOldestMessageAge());
    expect(Metrics[0].Expression).toMatch(/^MAX/);
  });

  test('of a latency is the median, or what is asked for', () => {
    expect(alarmOn((pipeline) => pipeline.metricSendLatency('otp'))).toMatchObject({
      ExtendedStatistic: 'p50',
    });
    expect(
      alarmOn((pipeline) => pipeline.metricDeliveryLatency('twilio', { statistic: 'p99' })),
    ).toMatchObject({ ExtendedStatistic: 'p99' });
  });

  test('is refused of a carrier that there is not, by the names of those that there are', () => {
    const { pipeline } = twoCarriers();
    expect(() => pipeline.metricFailed({ carrier: 'twillio' })).toThrow('the pipeline has twilio, sandbox');
    expect(() => pipeline.metricDeliveryLatency('twillio')).toThrow('There is no carrier twillio');
  });
});
