import type { Clock } from '../clock.ts';

export type ThrottleSettings = {
  /** Requests per second in the long run. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
};

/** A token bucket: says for each request whether it may pass. */
export const createThrottle = ({ rate, burst }: ThrottleSettings, clock: Clock): (() => boolean) => {
  let tokens = burst;
  let at = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * rate);
    at = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};
