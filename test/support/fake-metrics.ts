import type { Metric, MetricDimensions } from '../../core/metrics.ts';
import type { Metrics } from '../../core/ports.ts';

/** Adds up what is counted: `Submits twilio` to 2. */
export class FakeMetrics implements Metrics {
  readonly totals: Record<string, number> = {};
  readonly names = new Set<string>();

  add<M extends Metric>({ name }: M, dimensions: MetricDimensions<M>, value = 1) {
    const key = [name, ...Object.values(dimensions)].join(' ');
    this.totals[key] = (this.totals[key] ?? 0) + value;
    this.names.add(name);
  }
}
