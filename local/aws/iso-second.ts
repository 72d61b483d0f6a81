/** `2026-11-22T00:00:00Z`: EventBridge's times have no fraction. */
export const isoSecond = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
