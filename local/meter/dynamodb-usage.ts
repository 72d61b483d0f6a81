import * as z from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsAnswer, AwsCall, Backend } from '../aws/call.ts';
import type { Item } from './item-size.ts';
import type { MeteredTable } from './tables.ts';
import type { Quantities } from './usage.ts';
import { writeUnits } from './write-units.ts';

export type Metered = {
  /** What the caller gets; undefined: `error`. */
  readonly answer?: AwsAnswer;
  readonly error?: unknown;
  readonly quantities: Quantities;
  /** The items that were written. */
  readonly written?: readonly Item[];
};

type Tables = ReadonlyMap<string, MeteredTable>;

const Row = z.record(z.string(), z.unknown());
const Write = z.object({ Key: Row.optional(), Item: Row.optional() });
const One = Write.extend({ TableName: z.string() });
const Many = z.object({
  RequestItems: z.record(
    z.string(),
    z.array(z.object({ PutRequest: Write.optional(), DeleteRequest: Write.optional() })),
  ),
});
const Found = z.object({ Item: Row.optional() });
const Consumed = z.object({ CapacityUnits: z.number() });
const Read = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).default([]),
});

/** A row that a call writes. */
type Target = { readonly name: string; readonly table: MeteredTable; readonly key: Item };

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);

const targetsOf = ({ action, input }: AwsCall, tables: Tables): readonly Target[] => {
  const target = (name: string, { Key, Item }: z.infer<typeof Write>): Target => {
    const table = tables.get(name);
    if (!table) throw new Error(`the meter knows no table ${name}`);
    return { name, table, key: Key ?? Object.fromEntries(table.keys.map((key) => [key, Item?.[key]])) };
  };
  if (action !== 'BatchWriteItem') {
    const one = One.parse(input);
    return [target(one.TableName, one)];
  }
  return Object.entries(Many.parse(input).RequestItems).flatMap(([name, requests]) =>
    requests.flatMap(({ PutRequest, DeleteRequest }) => {
      const write = PutRequest ?? DeleteRequest;
      return write ? [target(name, write)] : [];
    }),
  );
};

const isConditionFailure = (error: unknown): boolean =>
  error instanceof AwsError && error.code === 'ConditionalCheckFailedException';

/**
 * By the items before and after. A failed condition is billed as well. Concurrent writers of one row may be told each
 * other's item, which has nearly the same size.
 */
const meterWrite = async (call: AwsCall, next: Backend, tables: Tables): Promise<Metered> => {
  const targets = targetsOf(call, tables);
  const find = async ({ name, key }: Target): Promise<Item | undefined> => {
    const input = { TableName: name, Key: key, ConsistentRead: true };
    return Found.parse(JSON.parse((await next({ ...call, action: 'GetItem', input })).body)).Item;
  };
  const findAll = () => Promise.all(targets.map(find));
  const billed = (
    before: readonly (Item | undefined)[],
    after: readonly (Item | undefined)[],
  ): Quantities => ({
    writeUnits: targets.reduce(
      (sum, { table }, i) => sum + writeUnits(table, { before: before[i], after: after[i] }),
      0,
    ),
  });
  const before = await findAll();
  try {
    const answer = await next(call);
    const after = await findAll();
    return {
      answer,
      quantities: billed(before, after),
      written: after.filter((item) => item !== undefined),
    };
  } catch (error) {
    return { error, quantities: isConditionFailure(error) ? billed(before, before) : {} };
  }
};

const meterRead = async (call: AwsCall, next: Backend): Promise<Metered> => {
  const answer = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
  const { ConsumedCapacity } = Read.parse(JSON.parse(answer.body));
  const readUnits = ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
  return { answer, quantities: { readUnits } };
};

/** Lets a call to DynamoDB through and counts its capacity units. */
export const meterDynamoDb = async (call: AwsCall, next: Backend, tables: Tables): Promise<Metered> => {
  if (reads.has(call.action)) return meterRead(call, next);
  if (writes.has(call.action)) return meterWrite(call, next, tables);
  return { answer: await next(call), quantities: {} };
};
