const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** When a schedule fires: again and again, or once. */
export type Timing = { readonly everyMs: number } | { readonly onceAt: number };

/** Reads `rate(…)` and `at(…)`; throws for anything that AWS would refuse, and for `cron(…)`, which we do not have. */
export const readExpression = (expression: string): Timing => {
  const [, count = '', unit = '', plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const unitLength = unitMs[unit];
  if (unitLength !== undefined) {
    // AWS insists on grammar: rate(1 minute), rate(5 minutes).
    if (Number(count) < 1 || (count === '1') !== (plural === ''))
      throw new Error(`${expression} is not a valid rate`);
    return { everyMs: Number(count) * unitLength };
  }
  const [, time] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
  const onceAt = Date.parse(`${time}Z`);
  if (!Number.isNaN(onceAt)) return { onceAt };
  throw new Error(
    `the schedule expression ${expression} is not supported by the local cloud: use rate(…) or at(…)`,
  );
};
