import type { Metric } from '../../core/metrics.ts';
import type { Clock, Metrics } from '../../core/ports.ts';

/** What a metric came to since the last line: of counts the sum, of milliseconds each value. */
type Tally = {
  readonly metric: Metric;
  readonly dimensions: Readonly<Record<string, string>>;
  values: number[];
};

/** The most values of one metric that CloudWatch reads from a line. */
const mostValues = 100;

/** Whether both may stand in one line: it has one value for each dimension. */
const agree = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.entries(a).every(([name, value]) => b[name] === undefined || b[name] === value);

/** As few lines as the dimensions allow: most batches have one carrier, and so one line. */
const inLines = (tallies: Iterable<Tally>): Tally[][] => {
  const lines: { dimensions: Record<string, string>; tallies: Tally[] }[] = [];
  for (const tally of tallies) {
    const line = lines.find(({ dimensions }) => agree(dimensions, tally.dimensions));
    if (line) {
      Object.assign(line.dimensions, tally.dimensions);
      line.tallies.push(tally);
    } else lines.push({ dimensions: { ...tally.dimensions }, tallies: [tally] });
  }
  return lines.map((line) => line.tallies);
};

/** What to read as a metric, by which dimensions. */
const directives = (tallies: readonly Tally[], namespace: string) => {
  const groups = Map.groupBy(tallies, ({ metric }) => metric.dimensions.join());
  return [...groups.values()].map((group) => ({
    Namespace: namespace,
    Dimensions: [group[0]?.metric.dimensions],
    Metrics: group.map(({ metric: { name, unit } }) => ({ Name: name, Unit: unit })),
  }));
};

/**
 * Writes metrics as log lines that CloudWatch turns into metrics by itself (embedded metric format): no call, and a
 * fraction of the price of one. They are gathered until `flush`, so that a batch costs a line and not a line a text.
 */
export const createMetrics = (
  namespace: string,
  clock: Clock,
  write: (line: string) => void = (line) => process.stdout.write(line),
): Metrics & { flush(): void } => {
  const tallies = new Map<string, Tally>();

  const flush = (): void => {
    for (const line of inLines(tallies.values())) {
      const head = { Timestamp: clock().getTime(), CloudWatchMetrics: directives(line, namespace) };
      const dimensions = Object.assign({}, ...line.map((tally) => tally.dimensions));
      const values = line.map(({ metric, values: all }) => [metric.name, all.length === 1 ? all[0] : all]);
      write(`${JSON.stringify({ _aws: head, ...dimensions, ...Object.fromEntries(values) })}\n`);
    }
    tallies.clear();
  };

  return {
    add: (metric, dimensions, value = 1) => {
      const key = JSON.stringify([metric.name, Object.values(dimensions)]);
      const tally = tallies.get(key) ?? { metric, dimensions, values: [] };
      tallies.set(key, tally);
      if (metric.unit === 'Milliseconds') tally.values.push(value);
      else tally.values = [(tally.values[0] ?? 0) + value];
      if (tally.values.length === mostValues) flush();
    },
    flush,
  };
};
