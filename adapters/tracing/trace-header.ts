/** The trace that an invocation belongs to. */
export type Trace = {
  readonly traceId: string;
  /** The segment that Lambda keeps for the function. */
  readonly parentId: string;
};

/**
 * Reads `Root=1-…;Parent=…;Sampled=1`, which Lambda sets anew for each invocation. Undefined for the many that are not
 * sampled.
 */
export const readTraceHeader = (header: string | undefined): Trace | undefined => {
  const fields = new Map(
    (header ?? '').split(';').map((field) => [field.split('=')[0], field.split('=')[1]]),
  );
  const [traceId, parentId] = [fields.get('Root'), fields.get('Parent')];
  if (fields.get('Sampled') !== '1' || !traceId || !parentId) return undefined;
  return { traceId, parentId };
};
