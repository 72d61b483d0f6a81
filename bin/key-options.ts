import { parseArgs } from 'node:util';
import { fieldErrors } from '../core/api/field-errors.ts';
import { KeyRequest, RotationRequest } from '../core/api/key-request.ts';
import { UsageError } from './usage-error.ts';

export const usage = `The API keys of the pipeline.

  npm run keys -- create --tenant NAME      prints a new key: once
      --scopes send,read,admin              what it may do (default send,read)
      --kind live|team|test                 default live; a test key sends nothing to anybody
      --recipients +447700900001,…          the only numbers that a team key sends to
      --countries GB,IE  --senders ACME     the only ones that it may send to and from
      --name TEXT  --expires-in-days N
      --requests-per-minute N  --segments-per-day N
  npm run keys -- list [--tenant NAME]      everything but the keys
  npm run keys -- rotate KEY_ID             prints a new key with the same rights: once
      --overlap-seconds N                   how long the old one is still taken (default 86400)
  npm run keys -- revoke KEY_ID             takes effect within 10 seconds

  --table NAME     the stack's output ApiKeysTable, in the account of your AWS credentials
  --data-dir DIR   without --table: the local run in this folder (default .sms-local)
`;

const text = { type: 'string' } as const;

/** Reads the command line. @throws UsageError */
export const readKeyOptions = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        tenant: text,
        scopes: text,
        kind: text,
        name: text,
        countries: text,
        senders: text,
        recipients: text,
        'expires-in-days': text,
        'requests-per-minute': text,
        'segments-per-day': text,
        'overlap-seconds': text,
        table: text,
        'data-dir': { ...text, default: '.sms-local' },
      },
    });
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : 'The options cannot be read.'}\n\n${usage}`,
    );
  }
};

export type KeyOptions = ReturnType<typeof readKeyOptions>['values'];

/** `limits.segmentsPerDay` is `--segments-per-day`, `scopes.0` is `--scopes`. */
const optionOf = (path: string): string => {
  const field = path.split('.').findLast((part) => /[a-z]/.test(part)) ?? path;
  return `--${field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
};

const check = <T>(
  parsed: { success: true; data: T } | { success: false; error: Parameters<typeof fieldErrors>[0] },
): T => {
  if (parsed.success) return parsed.data;
  const faults = fieldErrors(parsed.error).map(({ path, message }) => `${optionOf(path)} ${message}`);
  throw new UsageError(faults.join('\n'));
};

const list = (value: string | undefined): string[] | undefined => value?.split(',').filter(Boolean);
const number = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

/** What is left out is left out: the schema's defaults hold as for the API. */
const given = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const readTenant = (tenant: string | undefined): string => {
  if (tenant !== undefined && /^[A-Za-z0-9-]{1,40}$/.test(tenant)) return tenant;
  throw new UsageError('--tenant takes 1 to 40 letters, digits and hyphens.');
};

const expiry = (days: string | undefined, now: Date): string | undefined => {
  if (days === undefined) return undefined;
  const parsed = Number(days);
  if (Number.isInteger(parsed) && parsed > 0 && parsed <= 3_650) {
    return new Date(now.getTime() + parsed * 86_400_000).toISOString();
  }
  throw new UsageError('--expires-in-days takes a whole number from 1 to 3650.');
};

/** The same fields by the same rules as `POST /v1/keys`. */
export const readKeyRequest = (options: KeyOptions, now: Date): KeyRequest => {
  const limits = given({
    requestsPerMinute: number(options['requests-per-minute']),
    segmentsPerDay: number(options['segments-per-day']),
  });
  return check(
    KeyRequest.safeParse(
      given({
        kind: options.kind,
        scopes: list(options.scopes),
        name: options.name,
        countries: list(options.countries),
        senders: list(options.senders),
        recipients: list(options.recipients),
        expiresAt: expiry(options['expires-in-days'], now),
        limits: Object.keys(limits).length > 0 ? limits : undefined,
      }),
    ),
  );
};

export const readRotation = (options: KeyOptions): RotationRequest =>
  check(RotationRequest.safeParse(given({ overlapSeconds: number(options['overlap-seconds']) })));
