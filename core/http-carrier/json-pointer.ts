const step = (value: unknown, name: string): unknown => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  // A list's `length` is its own, too
  if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(name)) return undefined;
  return new Map(Object.entries(value)).get(name);
};

/** The value that a JSON Pointer leads to (RFC 6901), or undefined. An empty pointer leads to the whole value. */
export const atPointer = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce(step, value);

/** The text of a value that is plain: a text, a number or a truth value. */
export const plainAt = (value: unknown, pointer: string): string | undefined => {
  const found = atPointer(value, pointer);
  return ['string', 'number', 'boolean'].includes(typeof found) ? String(found) : undefined;
};
