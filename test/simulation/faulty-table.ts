import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { MessageId } from '../../core/ids.ts';
import { meets } from './condition.ts';
import { hashText } from './draws.ts';
import { type Invocation, type Operation, operationOf, unavailable } from './invocation.ts';
import type { Item } from './operand.ts';
import { clientOf } from './sdk-client.ts';
import { updated } from './update.ts';

const conditionFailed = (): Error =>
  new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: {} });

const longestIndexLagMs = 2_000;

/** How long a read that need not be consistent may see what a row was before. */
const longestReadLagMs = 1_000;

export type TableSettings = {
  readonly name: string;
  readonly key: string;
  readonly now: () => number;
  /** The attribute that each index sorts by. */
  readonly sortKeys: Readonly<Record<string, string>>;
  /** The message that an item belongs to. */
  readonly subjectOf: (item: Item) => MessageId | undefined;
  /** What the version of the product that wrote it would have written. */
  readonly asWritten: (item: Item) => Item;
  /** Is told of each write: what was there, and what is. */
  readonly onWrite: (before: Item | undefined, after: Item, by: Invocation) => void;
};

/** A DynamoDB table: consistent where that is asked for, conditional, and with the bad manners of a network in front of it. */
export class FaultyTable {
  readonly items = new Map<unknown, Item>();
  private readonly writtenAt = new Map<unknown, number>();
  private readonly itemsBefore = new Map<unknown, Item>();
  private readonly settings: TableSettings;
  private readonly reading: Operation;
  private readonly readingMany: Operation;
  private readonly writing: Operation;

  constructor(settings: TableSettings) {
    this.settings = settings;
    this.reading = operationOf(`get ${settings.name}`, ['readFailed'], 'tableDown');
    this.readingMany = operationOf(`get many ${settings.name}`, ['readFailed'], 'tableDown');
    this.writing = operationOf(
      `put ${settings.name}`,
      ['writeRefused', 'writeTimedOut', 'writeRepeated'],
      'tableDown',
    );
  }

  /** The client of one run of a function. */
  client(invocation: Invocation): DynamoDBDocumentClient {
    return clientOf<DynamoDBDocumentClient>((command) => {
      if (command instanceof GetCommand) return this.get(invocation, command);
      if (command instanceof BatchGetCommand) return this.batchGet(invocation, command);
      if (command instanceof QueryCommand) return this.query(invocation, command);
      if (command instanceof PutCommand) return this.put(invocation, command);
      if (command instanceof UpdateCommand) return this.update(invocation, command);
      throw new Error('a command that the simulated table does not know');
    });
  }

  private get(invocation: Invocation, { input }: GetCommand): Promise<unknown> {
    const key = input.Key?.[this.settings.key];
    const subject = this.settings.subjectOf(this.items.get(key) ?? input.Key ?? {});
    return invocation.call(this.reading, subject, (fault) => {
      if (fault === 'readFailed' || fault === 'tableDown') throw unavailable(this.settings.name);
      return { Item: input.ConsistentRead ? this.items.get(key) : this.recent(key) };
    });
  }

  private batchGet(invocation: Invocation, { input }: BatchGetCommand): Promise<unknown> {
    const [[table = '', { Keys = [] } = {}] = []] = Object.entries(input.RequestItems ?? {});
    return invocation.call(this.readingMany, undefined, (fault) => {
      if (fault === 'readFailed' || fault === 'tableDown') throw unavailable(this.settings.name);
      const items = Keys.flatMap((key) => this.items.get(key[this.settings.key]) ?? []);
      return { Responses: { [table]: items } };
    });
  }

  private query(invocation: Invocation, { input }: QueryCommand): Promise<unknown> {
    const {
      KeyConditionExpression = '',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    } = input;
    return invocation.call(this.reading, undefined, (fault) => {
      if (fault === 'readFailed' || fault === 'tableDown') throw unavailable(this.settings.name);
      const found = [...this.items.keys()]
        .flatMap<Item>((key) => this.indexed(key) ?? [])
        .filter((item) => meets(item, KeyConditionExpression, names, values));
      const sortKey = this.settings.sortKeys[input.IndexName ?? ''] ?? this.settings.key;
      found.sort((a, b) => (String(a[sortKey]) < String(b[sortKey]) ? -1 : 1));
      return { Items: (input.ScanIndexForward === false ? found.reverse() : found).slice(0, input.Limit) };
    });
  }

  private recent(key: unknown): Item | undefined {
    const isSettled = this.settings.now() >= this.readableAt(key);
    return (isSettled ? this.items : this.itemsBefore).get(key);
  }

  /** When the item was last written. */
  private changedAt(key: unknown): number {
    return this.writtenAt.get(key) ?? 0;
  }

  /** From when on every read sees what was written last. */
  private readableAt(key: unknown): number {
    return this.changedAt(key) + (hashText(String(key)) % longestReadLagMs);
  }

  /** What a read may have seen since then; nothing where the item was written again. */
  visibleSince(time: number, key: unknown): (Item | undefined)[] {
    if (this.changedAt(key) >= time) return [];
    const row = this.items.get(key);
    return this.readableAt(key) <= time ? [row] : [row, this.itemsBefore.get(key)];
  }

  /** An index follows its table a little later. */
  private indexed(key: unknown): Item | undefined {
    const isThere = this.settings.now() >= this.changedAt(key) + (hashText(String(key)) % longestIndexLagMs);
    return (isThere ? this.items : this.itemsBefore).get(key);
  }

  private put(invocation: Invocation, { input }: PutCommand): Promise<unknown> {
    // As the SDK does it: an attribute that is undefined is not there.
    const item: Item = JSON.parse(JSON.stringify(this.settings.asWritten(input.Item ?? {})));
    return this.write(invocation, item, input, () => item);
  }

  private update(invocation: Invocation, { input }: UpdateCommand): Promise<unknown> {
    const {
      UpdateExpression = '',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    } = input;
    const key = input.Key ?? {};
    return this.write(invocation, key, input, (before) =>
      updated({ ...before, ...key }, UpdateExpression, names, values),
    );
  }

  private write(
    invocation: Invocation,
    keyed: Item,
    {
      ConditionExpression: condition,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    }: PutCommand['input'] | UpdateCommand['input'],
    change: (before: Item | undefined) => Item,
  ): Promise<unknown> {
    const { name, subjectOf, onWrite } = this.settings;
    const key = keyed[this.settings.key];
    const apply = (): Item => {
      const before = this.items.get(key);
      if (condition !== undefined && !meets(before ?? {}, condition, names, values)) throw conditionFailed();
      const after = change(before);
      if (before) this.itemsBefore.set(key, before);
      this.items.set(key, after);
      this.writtenAt.set(key, this.settings.now());
      onWrite(before, after, invocation);
      return after;
    };
    return invocation.call(this.writing, subjectOf({ ...this.items.get(key), ...keyed }), (fault) => {
      if (fault === 'writeRefused' || fault === 'tableDown') throw unavailable(name);
      const after = apply();
      if (fault === 'writeTimedOut') throw unavailable(name);
      return { Attributes: after };
    });
  }
}
