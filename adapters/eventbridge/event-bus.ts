import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { CarrierEvent } from '../../core/carrier-events.ts';
import { eventSource, type MessageEvent } from '../../core/events.ts';
import { Fault } from '../../core/fault.ts';
import type { InboundEvent } from '../../core/inbound/inbound-events.ts';
import type { CarrierBus, EventBus, InboundBus } from '../../core/ports.ts';

type BusEvent = MessageEvent | CarrierEvent | InboundEvent;

/** EventBridge takes at most ten entries a call. */
const batchSize = 10;

/** Calls for the entries that EventBridge refused, before the caller is told to come again. */
const maxCalls = 3;

/** Publishes to the bus. A call that succeeds may still have failed entries: only those go again. */
export const createEventBus = (
  client: Pick<EventBridgeClient, 'send'>,
  busName: string,
): EventBus & CarrierBus & InboundBus => {
  const put = async (events: readonly BusEvent[]): Promise<BusEvent[]> => {
    const { FailedEntryCount, Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: events.map((event) => ({
          EventBusName: busName,
          Source: eventSource,
          DetailType: event.type,
          Time: new Date(event.time),
          Detail: JSON.stringify(event),
        })),
      }),
    );
    if (FailedEntryCount === 0) return [];
    return events.filter((_, i) => Entries[i]?.ErrorCode !== undefined);
  };

  const putAll = async (events: readonly BusEvent[]): Promise<void> => {
    let left = events;
    for (let calls = 0; left.length > 0; calls += 1) {
      if (calls === maxCalls) throw new Fault(`the bus refused ${left.length} events`);
      left = await put(left);
    }
  };

  return {
    publish: async (events: readonly BusEvent[]) => {
      for (let from = 0; from < events.length; from += batchSize) {
        await putAll(events.slice(from, from + batchSize));
      }
    },
  };
};
