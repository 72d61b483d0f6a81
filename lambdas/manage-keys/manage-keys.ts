import { createApiKey, type MadeKey, rotateApiKey } from '../../adapters/api-keys/administer-keys.ts';
import type { KeyAdministration } from '../../adapters/api-keys/key-store.ts';
import { invalidFields } from '../../core/api/field-errors.ts';
import { keyCursor, readKeyQuery } from '../../core/api/key-cursor.ts';
import { KeyRequest, RotationRequest } from '../../core/api/key-request.ts';
import {
  type KeyPage,
  type KeyResource,
  keyResource,
  type MadeKeyResource,
} from '../../core/api/key-resource.ts';
import { parseBody } from '../../core/api/parse-body.ts';
import type { Caller } from '../../core/keys/caller.ts';
import type { KeyRecord } from '../../core/keys/key-record.ts';
import type { Clock, KeyUsage, Log } from '../../core/ports.ts';
import { ProblemError } from '../../core/problem.ts';

export type ManageKeysDeps = {
  readonly keys: KeyAdministration;
  readonly usage: Pick<KeyUsage, 'lastUsed'>;
  readonly clock: Clock;
  readonly log: Log;
};

type Admin = Pick<Caller, 'tenant' | 'rights'>;

const shown = ({ apiKey, record }: MadeKey): MadeKeyResource => ({ ...keyResource(record), apiKey });

const whyNotRotated = {
  'not-live': 'The key was revoked or has expired.',
  'rotated-already': 'The key was rotated already: rotate its successor.',
  'two-are-live': 'The key that this one replaced is still taken: two at a time are enough.',
} as const;

/** What a test key makes or changes is for tests too: whoever holds one must not get at a live one by it. */
const checkKind = ({ rights }: Admin, kind: KeyRecord['kind']): void => {
  if (rights.kind === kind || rights.kind === 'live') return;
  throw new ProblemError('forbidden', `A ${rights.kind} key may not make or change a ${kind} key.`);
};

/** The keys of a tenant, for its admin keys. Another tenant's key is as unknown as one that never was. */
export const createManageKeys = ({ keys, usage, clock, log }: ManageKeysDeps) => {
  const own = async (admin: Admin, keyId: string): Promise<KeyRecord> => {
    const record = /^[0-9A-Za-z]{1,40}$/.test(keyId) ? await keys.find(keyId) : undefined;
    if (record?.tenant !== admin.tenant)
      throw new ProblemError('not_found', 'There is no API key with this id.');
    checkKind(admin, record.kind);
    return record;
  };

  return {
    create: async (admin: Admin, body: unknown): Promise<MadeKeyResource> => {
      const request = parseBody(KeyRequest, body);
      checkKind(admin, request.kind);
      const now = clock();
      if (request.expiresAt !== undefined && request.expiresAt <= now.toISOString()) {
        throw invalidFields([{ path: 'expiresAt', message: 'must be in the future' }]);
      }
      const made = await createApiKey(keys, { ...request, tenant: admin.tenant, environment: 'live', now });
      log.info('key created', { tenant: admin.tenant, keyId: made.record.keyId });
      return shown(made);
    },

    list: async (admin: Admin, query: string): Promise<KeyPage> => {
      const { limit, after } = readKeyQuery(query);
      const page = await keys.page(admin.tenant, { limit, ...(after && { after }) });
      const lastUsed = await usage.lastUsed(page.map(({ keyId }) => keyId));
      const last = page.at(-1);
      return {
        keys: page.map((record) => keyResource(record, lastUsed.get(record.keyId))),
        ...(last && page.length === limit && { nextCursor: keyCursor(last) }),
      };
    },

    rotate: async (admin: Admin, keyId: string, body: unknown): Promise<MadeKeyResource> => {
      const { overlapSeconds } = parseBody(RotationRequest, body);
      const old = await own(admin, keyId);
      const rotation = await rotateApiKey(keys, old, { environment: 'live', now: clock(), overlapSeconds });
      if (typeof rotation === 'string') throw new ProblemError('key_not_rotatable', whyNotRotated[rotation]);
      log.info('key rotated', { tenant: admin.tenant, keyId });
      return { ...shown(rotation), oldExpiresAt: rotation.oldExpiresAt };
    },

    revoke: async (admin: Admin, keyId: string): Promise<KeyResource> => {
      const record = await own(admin, keyId);
      const now = clock();
      await keys.revoke(keyId, now);
      log.info('key revoked', { tenant: admin.tenant, keyId });
      return keyResource({ ...record, revokedAt: record.revokedAt ?? now.toISOString() });
    },
  };
};
