import type { InboundEntry } from '../../core/inbound/inbound-entry.ts';
import { inboundEventsOf } from '../../core/inbound/inbound-events.ts';
import type { InboundBus } from '../../core/ports.ts';

/** Tells subscribers of an incoming text. Its row was written before it was queued, so it is told the same each time. */
export const createIngestInbound =
  ({ events }: { readonly events: InboundBus }) =>
  async (entry: InboundEntry): Promise<void> =>
    events.publish(inboundEventsOf(entry));
