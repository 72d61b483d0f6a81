import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MessageId } from '../../core/ids.ts';
import { Draws, hashText, mix } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import { type Invocation, type Operation, operationOf, unavailable } from './invocation.ts';
import { clientOf } from './sdk-client.ts';
import type { World } from './world.ts';

const deliveryFaults = ['deliveredTwice', 'startedLate', 'deleteLost'] as const satisfies FaultKind[];

type Entry = {
  readonly body: string;
  /** Names the entry in the run: what it holds, and which of its kind it is. */
  readonly key: number;
  receives: number;
  visibleAt: number;
};

/** An entry as it was received: as often as the queue knew then, and good for one delete. */
export type Received = {
  readonly id: string;
  readonly body: string;
  readonly receives: number;
  /** Names this delivery in the run. */
  readonly key: number;
  readonly done: () => void;
};

export type QueueSettings = {
  readonly name: string;
  readonly visibilityMs: number;
  readonly maxReceives: number;
  readonly subjectOf: (body: string) => MessageId | undefined;
  /** Is told of the message whose entry was deleted. */
  readonly onDeleted?: (messageId: MessageId) => void;
  /** Runs the function that the queue feeds. */
  readonly deliver: (batch: readonly Received[]) => void;
};

/** An SQS standard queue with the function that it feeds: at least once, in any order, and a dead-letter queue behind. */
export class FaultyQueue {
  readonly entries = new Set<Entry>();
  readonly deadLetters: Entry[] = [];
  private readonly world: World;
  private readonly settings: QueueSettings;
  private readonly sending: Operation;
  private readonly namesakes = new Map<string, number>();

  constructor(world: World, settings: QueueSettings) {
    this.world = world;
    this.settings = settings;
    this.sending = operationOf(
      `send to ${settings.name}`,
      ['entryRefused', 'entryTimedOut', 'entryDoubled'],
      'queueDown',
    );
  }

  /** The client of one run of a function. */
  client(invocation: Invocation): SQSClient {
    return clientOf<SQSClient>((command) => {
      if (command instanceof SendMessageCommand) {
        const { MessageBody = '', DelaySeconds = 0 } = command.input;
        return this.take(invocation, [{ body: MessageBody, delaySeconds: DelaySeconds }], false);
      }
      if (command instanceof SendMessageBatchCommand) {
        const { Entries = [] } = command.input;
        const offered = Entries.map(({ MessageBody = '', DelaySeconds = 0 }) => ({
          body: MessageBody,
          delaySeconds: DelaySeconds,
        }));
        return this.take(invocation, offered, true);
      }
      throw new Error('a command that the simulated queue does not know');
    });
  }

  /** Whether an entry for the message is left, wherever it waits. */
  holds(messageId: MessageId): boolean {
    const { subjectOf } = this.settings;
    return [...this.entries, ...this.deadLetters].some(({ body }) => subjectOf(body) === messageId);
  }

  /** Puts every dead letter back: as new entries, received never before. */
  redrive(): void {
    for (const { body } of this.deadLetters.splice(0)) this.add(body, 0);
  }

  private take(
    invocation: Invocation,
    offered: readonly { readonly body: string; readonly delaySeconds: number }[],
    isBatch: boolean,
  ): Promise<unknown> {
    const { name, subjectOf } = this.settings;
    return invocation.call(this.sending, subjectOf(offered[0]?.body ?? ''), (fault) => {
      // A batch is taken or refused entry by entry, and the call succeeds.
      if (fault === 'entryRefused' && isBatch) return { Failed: offered.map((_, i) => ({ Id: `${i}` })) };
      if (fault === 'entryRefused' || fault === 'queueDown') throw unavailable(name);
      for (const { body, delaySeconds } of offered) this.add(body, delaySeconds);
      if (fault === 'entryTimedOut') throw unavailable(name);
      return { Successful: offered.map((_, i) => ({ Id: `${i}` })) };
    });
  }

  private add(body: string, delaySeconds: number): void {
    const nth = (this.namesakes.get(body) ?? 0) + 1;
    this.namesakes.set(body, nth);
    const key = mix(hashText(`${this.settings.name} ${body}`), nth);
    const delayMs = delaySeconds * 1000;
    this.entries.add({ body, key, receives: 0, visibleAt: this.world.time.now + delayMs });
    this.show(delayMs, key);
  }

  private show(afterMs: number, key: number): void {
    this.world.time.after(afterMs + new Draws(key).between(1, 300), () => this.poll());
  }

  /** Hands everything that is visible to the function, in any order, in batches of any size up to ten. */
  private poll(): void {
    const visible = [...this.entries].filter((entry) => entry.visibleAt <= this.world.time.now);
    const worn = visible.filter(({ receives }) => receives >= this.settings.maxReceives);
    for (const entry of worn) {
      this.entries.delete(entry);
      this.deadLetters.push(entry);
      this.world.trace.note(`${this.settings.name}: to the dead letters`);
    }
    const fresh = visible.filter((entry) => !worn.includes(entry));
    const inAnyOrder = fresh
      .map((entry) => ({ entry, place: mix(entry.key, entry.receives + 77) }))
      .sort((a, b) => a.place - b.place)
      .map(({ entry }) => entry);
    while (inAnyOrder.length > 0) {
      const [{ key, receives } = { key: 0, receives: 0 }] = inAnyOrder;
      this.receive(inAnyOrder.splice(0, new Draws(mix(key, receives)).between(1, 10)));
    }
  }

  private receive(batch: readonly Entry[]): void {
    const { time } = this.world;
    const { visibilityMs } = this.settings;
    let delayMs = 0;
    const received = batch.map((entry) => {
      entry.receives += 1;
      entry.visibleAt = time.now + visibilityMs;
      const key = mix(entry.key, entry.receives);
      this.show(visibilityMs, key);
      const fault = this.world.strike(key, deliveryFaults, this.settings.subjectOf(entry.body));
      if (fault === 'startedLate') delayMs = new Draws(key).between(visibilityMs - 9_000, visibilityMs);
      if (fault === 'deliveredTwice') {
        const twin = this.receivedOf(entry, mix(key, 1), false);
        time.after(new Draws(key).between(0, 2_000), () => this.settings.deliver([twin]));
      }
      return this.receivedOf(entry, key, fault === 'deleteLost');
    });
    time.after(delayMs, () => this.settings.deliver(received));
  }

  private receivedOf(entry: Entry, key: number, isDeleteLost: boolean): Received {
    const { receives, body } = entry;
    const done = (): void => {
      // A handle of an earlier delivery is good for nothing once the entry was received again.
      if (isDeleteLost || entry.receives !== receives || !this.entries.delete(entry)) return;
      const subject = this.settings.subjectOf(body);
      if (subject !== undefined) this.settings.onDeleted?.(subject);
    };
    return { id: `${entry.key}`, body, receives, key, done };
  }
}
