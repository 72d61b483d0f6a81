import type { KeyAdministration, KeyPosition } from '../../adapters/api-keys/key-store.ts';
import type { KeyRecord } from '../../core/keys/key-record.ts';

/** Keeps the promises of the table's conditional writes. */
export class FakeKeys implements KeyAdministration {
  readonly rows = new Map<string, KeyRecord>();
  /** Runs once before the next replacement, as a racing caller would. */
  beforeNextReplace: (() => Promise<unknown>) | undefined;

  async find(keyId: string) {
    return this.rows.get(keyId);
  }

  async add(record: KeyRecord) {
    if (this.rows.has(record.keyId)) return false;
    this.rows.set(record.keyId, record);
    return true;
  }

  async put(record: KeyRecord) {
    this.rows.set(record.keyId, record);
  }

  async revoke(keyId: string, at: Date) {
    const record = this.rows.get(keyId);
    if (!record) return false;
    this.rows.set(keyId, { ...record, revokedAt: record.revokedAt ?? at.toISOString() });
    return true;
  }

  async replace(keyId: string, { by, oldExpiresAt }: { by: string; oldExpiresAt: string }) {
    const race = this.beforeNextReplace;
    this.beforeNextReplace = undefined;
    await race?.();
    const record = this.rows.get(keyId);
    if (!record || record.revokedAt !== undefined || (record.replacedBy ?? by) !== by) return false;
    this.rows.set(keyId, { ...record, replacedBy: by, expiresAt: oldExpiresAt });
    return true;
  }

  async page(tenant: string, { limit, after }: { limit: number; after?: KeyPosition }) {
    const placeOf = ({ createdAt, keyId }: KeyPosition): string => `${createdAt} ${keyId}`;
    return [...this.rows.values()]
      .filter((record) => record.tenant === tenant && (!after || placeOf(record) < placeOf(after)))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1))
      .slice(0, limit);
  }

  async *list() {
    yield* this.rows.values();
  }
}
