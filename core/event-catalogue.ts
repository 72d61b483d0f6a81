import type { CarrierEvent } from './carrier-events.ts';
import { carrierEvents } from './event-catalogue/carrier-events.ts';
import type { CatalogueEntry } from './event-catalogue/entry.ts';
import { messageEvents } from './event-catalogue/message-events.ts';
import type { MessageEventType } from './events.ts';

export type EventType = MessageEventType | CarrierEvent['type'];

/** Every event of the bus, by its `detail-type`. A type without its entry does not compile. */
export const eventCatalogue: Readonly<Record<EventType, CatalogueEntry>> = {
  ...messageEvents,
  ...carrierEvents,
};
