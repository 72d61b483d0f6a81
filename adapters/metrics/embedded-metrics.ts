import type { Clock, Metrics } from '../../core/ports.ts';

/**
 * Writes metrics as log lines that CloudWatch turns into metrics by itself (embedded metric format): no call, and a
 * fraction of the price of one.
 */
export const createMetrics = (
  namespace: string,
  clock: Clock,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Metrics => ({
  count: ({ name, unit, dimensions }, values) => {
    const metric = {
      Namespace: namespace,
      Dimensions: [dimensions],
      Metrics: [{ Name: name, Unit: unit }],
    };
    const head = { Timestamp: clock().getTime(), CloudWatchMetrics: [metric] };
    write(`${JSON.stringify({ _aws: head, ...values, [name]: 1 })}\n`);
  },
});
