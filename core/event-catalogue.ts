import type { CarrierEvent } from './carrier-events.ts';
import { carrierEvents } from './event-catalogue/carrier-events.ts';
import type { CatalogueEntry } from './event-catalogue/entry.ts';
import { inboundEvents } from './event-catalogue/inbound-events.ts';
import { messageEvents } from './event-catalogue/message-events.ts';
import type { MessageEventType } from './events.ts';
import type { InboundEvent } from './inbound/inbound-events.ts';

export type EventType = MessageEventType | CarrierEvent['type'] | InboundEvent['type'];

/** Every event of the bus, by its `detail-type`. A type without its entry does not compile. */
export const eventCatalogue: Readonly<Record<EventType, CatalogueEntry>> = {
  ...messageEvents,
  ...inboundEvents,
  ...carrierEvents,
};
