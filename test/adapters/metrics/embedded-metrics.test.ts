import { expect, test } from 'vitest';
import { createMetrics } from '../../../adapters/metrics/embedded-metrics.ts';
import { metrics } from '../../../core/metrics.ts';

test('writes a metric as one line that CloudWatch reads as such', () => {
  const lines: string[] = [];
  const now = new Date('2026-11-22T00:00:00.000Z');
  createMetrics(
    'SmsPipeline/Test',
    () => now,
    (line) => lines.push(line),
  ).count(metrics.carrierUnhealthy, {
    carrier: 'twilio',
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: 'SmsPipeline/Test',
          Dimensions: [['carrier']],
          Metrics: [{ Name: 'CarrierUnhealthy', Unit: 'Count' }],
        },
      ],
    },
    carrier: 'twilio',
    CarrierUnhealthy: 1,
  });
});
