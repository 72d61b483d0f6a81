import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { CarrierEvent } from '../../core/carrier-events.ts';
import { eventSource, type MessageEvent } from '../../core/events.ts';
import type { InboundEvent } from '../../core/inbound/inbound-events.ts';
import type { CarrierBus, EventBus, InboundBus } from '../../core/ports.ts';
import { createBatchedCalls, type Gathering } from '../aws/batched-calls.ts';

type BusEvent = MessageEvent | CarrierEvent | InboundEvent;

/** EventBridge takes at most ten entries a call. */
const size = 10;

/**
 * Publishes to the bus. Events that come at the same time share calls, and of a call that succeeds the entries that
 * failed go again.
 */
export const createEventBus = (
  client: Pick<EventBridgeClient, 'send'>,
  busName: string,
  gathering: Gathering = {},
): EventBus & CarrierBus & InboundBus => {
  const put = createBatchedCalls<BusEvent>({
    size,
    ...gathering,
    call: async (events) => {
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
      const isLeft = (i: number) => FailedEntryCount !== 0 && Entries[i]?.ErrorCode !== undefined;
      return events.map((_, i) => (isLeft(i) ? 'left over' : { value: undefined }));
    },
  });

  return {
    publish: async (events: readonly BusEvent[]) => {
      await Promise.all(events.map(put));
    },
  };
};
