import type { InboundEntry } from '../../core/inbound/inbound-entry.ts';
import type { InboundLog, InboundQueue } from '../../core/ports.ts';

export class FakeInboundLog implements InboundLog {
  readonly first = new Map<string, string>();

  async note({ carrier, carrierMessageId, receivedAt }: InboundEntry) {
    const key = `${carrier} ${carrierMessageId}`;
    const known = this.first.get(key) ?? receivedAt;
    this.first.set(key, known);
    return known;
  }
}

export class FakeInboundQueue implements InboundQueue {
  readonly entries: InboundEntry[] = [];
  failNext = false;

  async enqueue(entry: InboundEntry) {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('the queue is down');
    }
    this.entries.push(entry);
  }
}
