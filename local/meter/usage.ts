/** What AWS bills for, in its own units. */
export const components = [
  'httpRequests',
  'invocations',
  'gigabyteSeconds',
  'writeUnits',
  'readUnits',
  'sweptReadUnits',
  'queueRequests',
  'fairQueueRequests',
  'events',
  'archivedBytes',
  'secretCalls',
  'logBytes',
] as const;
export type Component = (typeof components)[number];

/** Quantities by component; `sdkCalls` costs no money, only time: the calls that our own code makes. */
export type Quantities = Readonly<Partial<Record<Component | 'sdkCalls', number>>>;

/** One thing that AWS would bill. */
export type Usage = {
  /** Logical id of a function, or `poller of` a queue: what Lambda asks of SQS on a function's behalf. */
  readonly caller: string;
  /** `dynamodb:PutItem`, `lambda:Invoke`, … */
  readonly action: string;
  /** The messages it was done for, which share it evenly; none: it is done once for many. */
  readonly messageIds: readonly string[];
  readonly quantities: Quantities;
};

/** Whose a message is, by its id. */
export type TenantOf = (messageId: string) => string | undefined;

const quantityNames = ['sdkCalls', ...components] as const;

export const add = (a: Quantities, b: Quantities, share = 1): Quantities =>
  Object.fromEntries(
    quantityNames.flatMap((name) => {
      const sum = (a[name] ?? 0) + (b[name] ?? 0) * share;
      return sum === 0 ? [] : [[name, sum]];
    }),
  );

export const scaled = (quantities: Quantities, factor: number): Quantities => add({}, quantities, factor);

/** Sums by whatever `keysOf` names: a usage with several keys is shared among them. */
export const sumBy = (
  usages: readonly Usage[],
  keysOf: (usage: Usage) => readonly string[],
): ReadonlyMap<string, Quantities> => {
  const sums = new Map<string, Quantities>();
  for (const usage of usages) {
    const keys = keysOf(usage);
    for (const key of keys) sums.set(key, add(sums.get(key) ?? {}, usage.quantities, 1 / keys.length));
  }
  return sums;
};

export const byMessage = (usages: readonly Usage[]) => sumBy(usages, ({ messageIds }) => messageIds);

export const byFunction = (usages: readonly Usage[]) => sumBy(usages, ({ caller }) => [caller]);

export const byCall = (usages: readonly Usage[]) =>
  sumBy(usages, ({ caller, action }) => [`${caller} ${action}`]);

export const byTenant = (usages: readonly Usage[], tenantOf: TenantOf) =>
  sumBy(usages, ({ messageIds }) => messageIds.map((messageId) => tenantOf(messageId) ?? 'unknown'));

export const sum = (usages: readonly Usage[]): Quantities =>
  usages.reduce<Quantities>((all, { quantities }) => add(all, quantities), {});
