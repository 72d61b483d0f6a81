import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { MessageEvent } from '../../core/events.ts';
import { Draws, hashText } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import { type Invocation, operationOf, unavailable } from './invocation.ts';
import { remembered } from './remembered.ts';
import { clientOf } from './sdk-client.ts';

const publishing = operationOf('put events', ['eventsRefused', 'eventsPartly', 'eventsTimedOut'], 'busDown');

export type Published = { readonly event: MessageEvent; readonly text: string };

/** EventBridge: takes a call's events together, some of them, or none, and may say so or not. */
export class FaultyBus {
  readonly published: Published[] = [];
  private readonly eventIn = remembered((detail) => MessageEvent.parse(JSON.parse(detail)));

  client(invocation: Invocation): EventBridgeClient {
    return clientOf<EventBridgeClient>((command) => {
      if (!(command instanceof PutEventsCommand)) throw new Error('the simulated bus only takes events');
      const details = (command.input.Entries ?? []).map(({ Detail = '' }) => Detail);
      const events = details.map((text) => ({ text, event: this.eventIn(text) }));
      const subject = events[0]?.event.data.messageId;
      return invocation.call(publishing, subject, (fault) => this.take(events, fault));
    });
  }

  private take(events: readonly Published[], fault: FaultKind | undefined): unknown {
    if (fault === 'eventsRefused' || fault === 'busDown') throw unavailable('the bus');
    const draws = new Draws(hashText(events.map(({ text }) => text).join()));
    // At least one entry is refused, so that the fault is one.
    const refused = events.map((_, i) => fault === 'eventsPartly' && (i === 0 || draws.chance(0.5)));
    this.published.push(...events.filter((_, i) => !refused[i]));
    if (fault === 'eventsTimedOut') throw unavailable('the bus');
    return {
      FailedEntryCount: refused.filter(Boolean).length,
      Entries: refused.map((isRefused, i) =>
        isRefused ? { ErrorCode: 'InternalFailure' } : { EventId: `${i}` },
      ),
    };
  }
}
