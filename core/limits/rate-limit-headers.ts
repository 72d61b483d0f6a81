import type { Standing } from './allotments.ts';
import type { Quota } from './limits.ts';

/**
 * The fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11): lists of structured-field
 * strings with the quota `q` and its window `w`, and with what remains `r` and the seconds `t` until there is more.
 */
export const rateLimitHeaders = (
  standings: readonly { readonly quota: Quota; readonly standing: Standing }[],
): Record<string, string> => ({
  'ratelimit-policy': standings
    .map(({ quota }) => `"${quota.name}";q=${quota.quota};w=${quota.windowSeconds}`)
    .join(', '),
  ratelimit: standings
    .map(
      ({ quota, standing }) =>
        `"${quota.name}";r=${Math.max(0, standing.remaining)};t=${standing.resetSeconds}`,
    )
    .join(', '),
});
