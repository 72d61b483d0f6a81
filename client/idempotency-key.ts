/** As good as random: it must differ from every other key of the tenant, and need not be hard to guess. */
export const newIdempotencyKey = (): string =>
  globalThis.crypto?.randomUUID?.() ??
  [Date.now(), Math.random(), Math.random()].map((part) => part.toString(36).replace('0.', '')).join('-');
