import type { CarrierHealth } from '../../core/health/carrier-health.ts';
import type { HealthStore, StoredHealth } from '../../core/ports.ts';

/** Keeps the promise of a conditional write, counts the writes, and can be told to be down. */
export class FakeHealthStore implements HealthStore {
  readonly rows = new Map<string, StoredHealth>();
  reads = 0;
  writes = 0;
  isDown = false;

  async find(carrier: string) {
    this.reads += 1;
    if (this.isDown) throw new Error('the table is down');
    return this.rows.get(carrier);
  }

  async save(health: CarrierHealth, revision: number | undefined): Promise<StoredHealth | 'conflict'> {
    if (this.isDown) throw new Error('the table is down');
    await Promise.resolve();
    if (this.rows.get(health.carrier)?.revision !== revision) return 'conflict';
    this.writes += 1;
    const stored = { health: structuredClone(health), revision: (revision ?? 0) + 1 };
    this.rows.set(health.carrier, stored);
    return stored;
  }

  /** The health of a carrier of which something must be known. */
  of(carrier: string): CarrierHealth {
    const stored = this.rows.get(carrier);
    if (!stored) throw new Error(`nothing is known of ${carrier}`);
    return stored.health;
  }
}
