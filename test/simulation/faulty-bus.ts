import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { MessageEvent } from '../../core/events.ts';
import { Draws, hashText } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import { type Invocation, operationOf, unavailable } from './invocation.ts';
import { clientOf } from './sdk-client.ts';

const publishing = operationOf('put events', ['eventsRefused', 'eventsPartly', 'eventsTimedOut'], 'busDown');

/** EventBridge: takes a call's events together, some of them, or none, and may say so or not. */
export class FaultyBus {
  readonly published: string[] = [];

  client(invocation: Invocation): EventBridgeClient {
    return clientOf<EventBridgeClient>((command) => {
      if (!(command instanceof PutEventsCommand)) throw new Error('the simulated bus only takes events');
      const details = (command.input.Entries ?? []).map(({ Detail = '' }) => Detail);
      const [first] = details.map((detail) => MessageEvent.parse(JSON.parse(detail)).data.messageId);
      return invocation.call(publishing, first, (fault) => this.take(details, fault));
    });
  }

  private take(details: readonly string[], fault: FaultKind | undefined): unknown {
    if (fault === 'eventsRefused' || fault === 'busDown') throw unavailable('the bus');
    const draws = new Draws(hashText(details.join()));
    // At least one entry is refused, so that the fault is one.
    const refused = details.map((_, i) => fault === 'eventsPartly' && (i === 0 || draws.chance(0.5)));
    this.published.push(...details.filter((_, i) => !refused[i]));
    if (fault === 'eventsTimedOut') throw unavailable('the bus');
    return {
      FailedEntryCount: refused.filter(Boolean).length,
      Entries: refused.map((isRefused, i) =>
        isRefused ? { ErrorCode: 'InternalFailure' } : { EventId: `${i}` },
      ),
    };
  }
}
