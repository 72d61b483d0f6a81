import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { CarrierEvent } from '../../core/carrier-events.ts';
import { MessageEvent } from '../../core/events.ts';
import type { MessageId } from '../../core/ids.ts';
import { Draws, hashText } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import { type Invocation, operationOf, unavailable } from './invocation.ts';
import { remembered } from './remembered.ts';
import { clientOf } from './sdk-client.ts';

const publishing = operationOf('put events', ['eventsRefused', 'eventsPartly', 'eventsTimedOut'], 'busDown');

/** What is on the bus about a message. */
export type Published = {
  readonly messageId: MessageId;
  readonly event: MessageEvent;
  readonly text: string;
};

const Detail = z.union([MessageEvent, CarrierEvent]);

/** EventBridge: takes a call's events together, some of them, or none, and may say so or not. */
export class FaultyBus {
  readonly published: Published[] = [];
  private readonly eventIn = remembered((detail) => Detail.parse(JSON.parse(detail)));

  client(invocation: Invocation): EventBridgeClient {
    return clientOf<EventBridgeClient>((command) => {
      if (!(command instanceof PutEventsCommand)) throw new Error('the simulated bus only takes events');
      const details = (command.input.Entries ?? []).map((entry) => entry.Detail ?? '');
      const [first] = details.flatMap((text) => this.aboutMessages(text));
      return invocation.call(publishing, first?.messageId, (fault) => this.take(details, fault));
    });
  }

  private aboutMessages(text: string): Published[] {
    const event = this.eventIn(text);
    return 'tenant' in event ? [{ messageId: event.data.messageId, event, text }] : [];
  }

  private take(events: readonly string[], fault: FaultKind | undefined): unknown {
    if (fault === 'eventsRefused' || fault === 'busDown') throw unavailable('the bus');
    const draws = new Draws(hashText(events.join()));
    // At least one entry is refused, so that the fault is one.
    const refused = events.map((_, i) => fault === 'eventsPartly' && (i === 0 || draws.chance(0.5)));
    this.published.push(...events.filter((_, i) => !refused[i]).flatMap((text) => this.aboutMessages(text)));
    if (fault === 'eventsTimedOut') throw unavailable('the bus');
    return {
      FailedEntryCount: refused.filter(Boolean).length,
      Entries: refused.map((isRefused, i) =>
        isRefused ? { ErrorCode: 'InternalFailure' } : { EventId: `${i}` },
      ),
    };
  }
}
