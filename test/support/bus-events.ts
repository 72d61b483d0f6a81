import * as z from 'zod';
import { CarrierEvent } from '../../core/carrier-events.ts';
import { eventCatalogue } from '../../core/event-catalogue.ts';
import { MessageEvent } from '../../core/events.ts';
import { type InboundEvent, InboundReceived, RecipientEvent } from '../../core/inbound/inbound-events.ts';

/** What EventBridge puts around an event of ours. */
const Envelope = z.object({
  'detail-type': z.string(),
  source: z.literal('sms-pipeline'),
  detail: z.union([
    MessageEvent.transform((detail) => ({ of: 'message', detail }) as const),
    CarrierEvent.transform((detail) => ({ of: 'carrier', detail }) as const),
    z.union([InboundReceived, RecipientEvent]).transform((detail) => ({ of: 'recipient', detail }) as const),
  ]),
});

/** Whole frames of a stream of server-sent events, and what is left over. */
const split = (text: string): { frames: string[]; rest: string } => {
  const frames = text.split('\n\n');
  const rest = frames.pop() ?? '';
  return { frames, rest };
};

const dataOf = (frame: string): string | undefined => /^data: (.*)$/m.exec(frame)?.[1];

/** Collects what reaches the bus, from its first event; each must be as the catalogue says of its type. */
export const collectEvents = (eventsUrl: string) => {
  const events: MessageEvent[] = [];
  const carrierEvents: CarrierEvent[] = [];
  const inboundEvents: InboundEvent[] = [];
  const ending = new AbortController();

  const read = async (): Promise<void> => {
    const response = await fetch(`${eventsUrl}?after=0`, { signal: ending.signal });
    if (!response.body) throw new Error('the stream of events has no body');
    let unread = '';
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      const { frames, rest } = split(unread + text);
      unread = rest;
      for (const data of frames.flatMap((frame) => dataOf(frame) ?? [])) {
        const { detail: told, ...envelope } = Envelope.parse(JSON.parse(data));
        const { id, type } = told.detail;
        if (envelope['detail-type'] !== type) throw new Error(`${id} has two types`);
        eventCatalogue[type].schema.parse(told.detail);
        if (told.of === 'message') events.push(told.detail);
        if (told.of === 'carrier') carrierEvents.push(told.detail);
        if (told.of === 'recipient') inboundEvents.push(told.detail);
      }
    }
  };
  const ended = read().catch((error: unknown) => {
    // A TypeError is fetch's word for a run that was killed.
    if (!ending.signal.aborted && !(error instanceof TypeError)) throw error;
  });

  return {
    /** What carriers' breakers did. */
    ofCarriers: carrierEvents as readonly CarrierEvent[],
    /** What recipients said. */
    ofRecipients: inboundEvents as readonly InboundEvent[],
    /** All of messages, in the order in which they reached the bus. */
    all: events as readonly MessageEvent[],
    /**
     * Those of one message, by version. One that was published again counts once: its id says that it is the same. One
     * that overtook another counts once the other is there: the bus keeps no order.
     */
    of: (messageId: string): MessageEvent[] => {
      const own = events.filter(({ data }) => data.messageId === messageId);
      return [...new Map(own.map((event) => [event.id, event])).values()]
        .sort((one, other) => one.data.version - other.data.version)
        .filter(({ data }, i) => data.version === i + 1);
    },
    stop: async (): Promise<void> => {
      ending.abort();
      await ended;
    },
  };
};
