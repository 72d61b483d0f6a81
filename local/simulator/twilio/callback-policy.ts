import type { CallbackResult } from '../post-callback.ts';

/** What Twilio repeats a callback for: connection failures, 4xx, 5xx, read time-outs. */
type Trigger = 'ct' | '4xx' | '5xx' | 'rt';

export type CallbackPolicy = { readonly retries: number; readonly triggers: ReadonlySet<string> };

const mostRetries = 5;

/** The connection overrides in a callback URL's fragment: `#rc=5&rp=4xx,5xx`. Default: once, when not connected. */
export const callbackPolicyOf = (url: string): CallbackPolicy => {
  const overrides = new URLSearchParams(new URL(url).hash.slice(1));
  const count = overrides.get('rc');
  const retries = count !== null && /^\d+$/.test(count) ? Math.min(Number(count), mostRetries) : 1;
  return { retries, triggers: new Set((overrides.get('rp') ?? 'ct').split(',')) };
};

const triggerOf = (result: CallbackResult): Trigger | undefined => {
  if ('failed' in result) return result.failed;
  if (result.status >= 500) return '5xx';
  return result.status >= 400 ? '4xx' : undefined;
};

/** Whether a callback that had this result on its `tries`th try is repeated. */
export const isRepeated = (
  { retries, triggers }: CallbackPolicy,
  result: CallbackResult,
  tries: number,
): boolean => {
  const trigger = triggerOf(result);
  return trigger !== undefined && tries <= retries && (triggers.has('all') || triggers.has(trigger));
};
