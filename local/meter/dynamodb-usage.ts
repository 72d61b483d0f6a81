import * as z from 'zod';
import { AwsError } from '../aws/aws-error.ts';
import type { AwsAnswer, AwsCall, Backend } from '../aws/call.ts';
import type { Item } from './item-size.ts';
import type { MeteredTable } from './tables.ts';
import type { Quantities } from './usage.ts';
import { type Change, writeUnits } from './write-units.ts';

export type Metered = {
  /** What the caller gets; undefined: `error`. */
  readonly answer?: AwsAnswer;
  readonly error?: unknown;
  readonly quantities: Quantities;
  /** The item that was written. */
  readonly written?: Item;
};

const Row = z.record(z.string(), z.unknown());
const Written = z.object({ TableName: z.string(), Key: Row.optional(), Item: Row.optional() });
const Found = z.object({ Item: Row.optional() });
const Consumed = z.object({ CapacityUnits: z.number() });
const Read = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).default([]),
});

const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);
const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

const keyOf = ({ keys }: MeteredTable, { Key, Item }: z.infer<typeof Written>): Item =>
  Key ?? Object.fromEntries(keys.map((name) => [name, Item?.[name]]));

const isConditionFailure = (error: unknown): boolean =>
  error instanceof AwsError && error.code === 'ConditionalCheckFailedException';

/** By the item before and after. Concurrent writers of one row may be told each other's, which has the same size or nearly. */
const meterWrite = async (call: AwsCall, next: Backend, table: MeteredTable): Promise<Metered> => {
  const input = Written.parse(call.input);
  const find = async (): Promise<Item | undefined> => {
    const get = { TableName: input.TableName, Key: keyOf(table, input), ConsistentRead: true };
    return Found.parse(JSON.parse((await next({ ...call, action: 'GetItem', input: get })).body)).Item;
  };
  const before = await find();
  const billed = (change: Change): Quantities => ({ writeUnits: writeUnits(table, change) });
  try {
    const answer = await next(call);
    const after = await find();
    return { answer, quantities: billed({ before, after }), ...(after && { written: after }) };
  } catch (error) {
    const after = isConditionFailure(error) ? await find() : before;
    return { error, quantities: isConditionFailure(error) ? billed({ before: after, after }) : {} };
  }
};

const meterRead = async (call: AwsCall, next: Backend): Promise<Metered> => {
  const answer = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
  const { ConsumedCapacity } = Read.parse(JSON.parse(answer.body));
  const readUnits = ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
  return { answer, quantities: { readUnits } };
};

/** Lets a call to DynamoDB through and counts its capacity units. */
export const meterDynamoDb = async (
  call: AwsCall,
  next: Backend,
  tables: ReadonlyMap<string, MeteredTable>,
): Promise<Metered> => {
  if (reads.has(call.action)) return meterRead(call, next);
  const table = tables.get(String(call.input.TableName));
  if (writes.has(call.action) && table) return meterWrite(call, next, table);
  if (call.action.includes('Write')) throw new Error(`the meter cannot count ${call.action}`);
  return { answer: await next(call), quantities: {} };
};
