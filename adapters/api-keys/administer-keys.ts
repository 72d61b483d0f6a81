import { isLive, type KeyRecord } from '../../core/keys/key-record.ts';
import { newApiKey } from './api-key.ts';
import type { KeyAdministration } from './key-store.ts';

/** Whose the key is, and what it may do. */
export type KeyGrant = Pick<KeyRecord, 'tenant' | 'scopes'> &
  Partial<
    Pick<
      KeyRecord,
      'kind' | 'name' | 'countries' | 'senders' | 'recipients' | 'limits' | 'expiresAt' | 'replaces'
    >
  >;

/** The only copy of the key, and what is kept of it. */
export type MadeKey = { readonly apiKey: string; readonly record: KeyRecord };

/** `environment` is what the key starts with after `sms_`: `live`, `local`; keys that are not live say so instead. */
export const createApiKey = async (
  keys: Pick<KeyAdministration, 'add'>,
  grant: KeyGrant & { readonly environment: string; readonly now: Date },
): Promise<MadeKey> => {
  const { environment, now, kind = 'live', ...rest } = grant;
  const { keyId, apiKey, hash } = newApiKey(kind === 'live' ? environment : kind);
  const record: KeyRecord = { ...rest, keyId, hash, kind, createdAt: now.toISOString() };
  await keys.add(record);
  return { apiKey, record };
};

/** How long a rotated key is taken beside the new one when nobody says, in seconds: a day. */
export const defaultOverlapSeconds = 86_400;

export type Rotation = MadeKey & {
  /** The old key's last moment. */
  readonly oldExpiresAt: string;
};

const later = (time: Date | string, ms: number): string =>
  new Date(new Date(time).getTime() + ms).toISOString();

const lifetimeOf = ({ createdAt, expiresAt }: KeyRecord): number | undefined =>
  expiresAt === undefined ? undefined : Date.parse(expiresAt) - Date.parse(createdAt);

const grantOf = (old: KeyRecord, now: Date): KeyGrant => {
  const { keyId, hash: _hash, createdAt: _createdAt, expiresAt: _expiresAt, ...rights } = old;
  const lifetime = lifetimeOf(old);
  return { ...rights, replaces: keyId, ...(lifetime !== undefined && { expiresAt: later(now, lifetime) }) };
};

/**
 * Makes a key with the rights and the lifetime of `old`, which ends when the overlap does. At most two of such a
 * chain are live: a key is rotated once, and not before its predecessor's end.
 */
export const rotateApiKey = async (
  keys: KeyAdministration,
  old: KeyRecord,
  how: { readonly environment: string; readonly now: Date; readonly overlapSeconds: number },
): Promise<Rotation | 'not-live' | 'rotated-already' | 'two-are-live'> => {
  const { environment, now, overlapSeconds } = how;
  if (!isLive(old, now)) return 'not-live';
  if (old.replacedBy !== undefined) return 'rotated-already';
  const predecessor = old.replaces === undefined ? undefined : await keys.find(old.replaces);
  if (predecessor && isLive(predecessor, now)) return 'two-are-live';

  const made = await createApiKey(keys, { ...grantOf(old, now), environment, now });
  const end = later(now, overlapSeconds * 1000);
  const oldExpiresAt = old.expiresAt !== undefined && old.expiresAt < end ? old.expiresAt : end;
  // The new key comes first: a crash between the two leaves a key that nobody has seen, and not an application
  // without one.
  if (await keys.replace(old.keyId, { by: made.record.keyId, oldExpiresAt }))
    return { ...made, oldExpiresAt };
  await keys.revoke(made.record.keyId, now);
  return 'rotated-already';
};
