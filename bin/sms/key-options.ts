import { fieldErrors } from '../../core/api/field-errors.ts';
import { KeyRequest } from '../../core/api/key-request.ts';
import { Tenant } from '../../core/tenant.ts';
import { UsageError } from '../usage-error.ts';

/** What `sms keys create` takes: docs/keys.md. */
export type KeyOptions = {
  readonly tenant: string;
  readonly kind?: string;
  readonly scopes?: string;
  readonly name?: string;
  readonly countries?: string;
  readonly senders?: string;
  readonly recipients?: string;
  readonly requestsPerMinute?: number;
  readonly segmentsPerDay?: number;
  readonly expiresInDays?: number;
};

/** `limits.segmentsPerDay` is `--segments-per-day`, `scopes.0` is `--scopes`. */
const optionOf = (path: string): string => {
  const field = path.split('.').findLast((part) => /[a-z]/.test(part)) ?? path;
  return `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
};

const list = (value: string | undefined): string[] | undefined => value?.split(',').filter(Boolean);

/** What is left out is left out: the schema's defaults hold as for the API. */
const given = (fields: Record<string, unknown>): Record<string, unknown> | undefined => {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

const expiry = (days: number | undefined, now: Date): string | undefined =>
  days === undefined ? undefined : new Date(now.getTime() + days * 86_400_000).toISOString();

export const checkedTenant = (tenant: string): string => {
  if (Tenant.safeParse(tenant).success) return tenant;
  throw new UsageError('--tenant takes 1 to 40 letters, digits and hyphens.');
};

/** The same fields by the same rules as `POST /v1/keys`. @throws UsageError that names the options at fault. */
export const keyRequestOf = (options: KeyOptions, now: Date): KeyRequest => {
  const { kind, scopes, name, countries, senders, recipients } = options;
  const { requestsPerMinute, segmentsPerDay, expiresInDays } = options;
  const fields = given({
    ...{ kind, name, scopes: list(scopes), countries: list(countries), senders: list(senders) },
    recipients: list(recipients),
    limits: given({ requestsPerMinute, segmentsPerDay }),
    expiresAt: expiry(expiresInDays, now),
  });
  const parsed = KeyRequest.safeParse(fields ?? {});
  if (parsed.success) return parsed.data;
  const faults = fieldErrors(parsed.error).map(({ path, message }) => `${optionOf(path)} ${message}`);
  throw new UsageError(faults.join('\n'));
};
