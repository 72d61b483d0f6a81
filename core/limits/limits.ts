import * as z from 'zod';
import { KeyLimits } from '../keys/key-record.ts';

/** How much a deployment takes. A key's own limits, and those of a tenant by name, come before the defaults. */
export const Limits = z
  .strictObject({
    perKey: KeyLimits.default({}),
    perTenant: KeyLimits.default({}),
    /** Single tenants, by name. */
    tenants: z.record(z.string().min(1), KeyLimits).default({}),
  })
  .transform(({ perKey, perTenant, tenants }) => ({
    perKey: { requestsPerMinute: 60_000, ...perKey },
    perTenant: { requestsPerMinute: 120_000, ...perTenant },
    tenants,
  }));
export type Limits = z.infer<typeof Limits>;

/** So much of something in each window of time; windows begin with the minute, and with the UTC day. */
export type Quota = {
  /** As in the `RateLimit` headers. */
  readonly name: string;
  /** What its counter is called. */
  readonly subject: string;
  readonly quota: number;
  readonly windowSeconds: number;
};

type Holder = {
  readonly tenant: string;
  readonly keyId: string;
  readonly limits?: KeyLimits | undefined;
};

const quotasOf = (
  of: keyof KeyLimits,
  windowSeconds: number,
  { tenant, keyId, limits }: Holder,
  { perKey, perTenant, tenants }: Limits,
): Quota[] => {
  // A tenant may well be called "constructor".
  const own = Object.hasOwn(tenants, tenant) ? tenants[tenant] : undefined;
  const unit = of === 'requestsPerMinute' ? 'requests' : 'segments';
  const holders = [
    ['key', keyId, limits?.[of] ?? perKey[of]],
    ['tenant', tenant, own?.[of] ?? perTenant[of]],
  ] as const;
  return holders.flatMap(([holder, id, quota]) =>
    quota === undefined
      ? []
      : [{ name: `${holder}-${unit}`, subject: `${unit}#${holder}#${id}`, quota, windowSeconds }],
  );
};

/** The requests of a key and of its tenant, by the minute. */
export const requestQuotas = (holder: Holder, limits: Limits): Quota[] =>
  quotasOf('requestsPerMinute', 60, holder, limits);

/** The segments of accepted texts, by the UTC day; none where nobody limits them. */
export const segmentQuotas = (holder: Holder, limits: Limits): Quota[] =>
  quotasOf('segmentsPerDay', 86_400, holder, limits);
