import { expect, test } from 'vitest';
import { createMetrics } from '../../../adapters/metrics/embedded-metrics.ts';
import { flushing } from '../../../adapters/metrics/flushing.ts';
import { metrics } from '../../../core/metrics.ts';

const now = new Date('2026-11-22T00:00:00.000Z');

const metricsInto = (lines: string[]) =>
  createMetrics(
    'SmsPipeline/Test',
    () => now,
    (line) => lines.push(line),
  );

const directive = (dimension: string, ...Metrics: { Name: string; Unit: string }[]) => ({
  Namespace: 'SmsPipeline/Test',
  Dimensions: [[dimension]],
  Metrics,
});

test('writes what a batch counted as one line that CloudWatch reads as metrics', () => {
  const lines: string[] = [];
  const written = metricsInto(lines);
  written.add(metrics.submits, { carrier: 'twilio' });
  written.add(metrics.submits, { carrier: 'twilio' });
  written.add(metrics.segments, { carrier: 'twilio' }, 3);
  written.add(metrics.sendLatency, { lane: 'otp' }, 120);
  written.add(metrics.sendLatency, { lane: 'otp' }, 80);
  expect(lines).toEqual([]);
  written.flush();

  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^\{.*\}\n$/);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        directive('carrier', { Name: 'Submits', Unit: 'Count' }, { Name: 'Segments', Unit: 'Count' }),
        directive('lane', { Name: 'SendLatency', Unit: 'Milliseconds' }),
      ],
    },
    carrier: 'twilio',
    lane: 'otp',
    Submits: 2,
    Segments: 3,
    SendLatency: [120, 80],
  });
});

test('writes a line for each carrier of a batch that has several', () => {
  const lines: string[] = [];
  const written = metricsInto(lines);
  written.add(metrics.submits, { carrier: 'twilio' });
  written.add(metrics.submits, { carrier: 'plivo' });
  written.flush();
  expect(lines.map((line) => JSON.parse(line)).map(({ carrier, Submits }) => [carrier, Submits])).toEqual([
    ['twilio', 1],
    ['plivo', 1],
  ]);
});

test('writes nothing when there is nothing to say, and nothing twice', () => {
  const lines: string[] = [];
  const written = metricsInto(lines);
  written.flush();
  written.add(metrics.receipts, { carrier: 'twilio' });
  written.flush();
  written.flush();
  expect(lines).toHaveLength(1);
});

test('writes before a metric has more values than CloudWatch takes in a line', () => {
  const lines: string[] = [];
  const written = metricsInto(lines);
  for (let i = 0; i < 250; i += 1) written.add(metrics.deliveryLatency, { carrier: 'twilio' }, i);
  written.flush();
  expect(lines.map((line) => JSON.parse(line).DeliveryLatency.length)).toEqual([100, 100, 50]);
});

test('writes what an invocation counted when it ends, even when it fails', async () => {
  const lines: string[] = [];
  const written = metricsInto(lines);
  const handler = flushing(written, async (fails: boolean) => {
    written.add(metrics.receipts, { carrier: 'twilio' });
    if (fails) throw new Error('out of luck');
    return 'done';
  });
  await expect(handler(false)).resolves.toBe('done');
  await expect(handler(true)).rejects.toThrow('out of luck');
  expect(lines).toHaveLength(2);
});
