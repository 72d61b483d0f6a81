/** Every metric that the functions write, and what it is counted by. Functions and alarms both read it. */
export const metrics = {
  /** A breaker opened, or a probe found its carrier as ill as before. */
  carrierUnhealthy: { name: 'CarrierUnhealthy', unit: 'Count', dimensions: ['carrier'] },
} as const;

export type Metric = (typeof metrics)[keyof typeof metrics];

/** What a metric is counted by: names of ours, never a number, a text or a tenant. */
export type MetricDimensions<M extends Metric> = Readonly<Record<M['dimensions'][number], string>>;
