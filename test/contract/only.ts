/** The one value of a map that must have exactly one. */
export const only = <T>(map: ReadonlyMap<string, T>): T => {
  const [value, ...others] = map.values();
  if (value === undefined || others.length > 0) throw new Error(`expected one entry, got ${map.size}`);
  return value;
};
