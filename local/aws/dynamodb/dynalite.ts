import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { Engine, Members } from '../call.ts';
import { cacheTables, type TableDb } from './cached-tables.ts';

/** The parts of dynalite that are called here; it has no types of its own. */
type Store = {
  readonly tableDb: TableDb & { awsAccountId: string; awsRegion: string };
  readonly db: { open: () => Promise<void>; close: (done: (error?: Error) => void) => void };
};
type Checks = { readonly types: unknown; readonly custom: unknown };
type Parts = {
  readonly create: (options: object) => Store;
  readonly checkTypes: (input: unknown, types: unknown) => unknown;
  readonly checkValidations: (input: unknown, types: unknown, custom: unknown, store: Store) => void;
};
type Action = (store: Store, input: unknown, done: (error: unknown, output: Members) => void) => void;

/** `TransactWriteItems` and streams are missing in dynalite; the pipeline does without them on purpose. */
const actions = [
  ...['CreateTable', 'DescribeTable', 'ListTables', 'UpdateTable', 'DeleteTable', 'DescribeTimeToLive'],
  ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchGetItem', 'BatchWriteItem', 'Query', 'Scan'],
];

const Refusal = z.object({
  statusCode: z.number(),
  body: z.object({ __type: z.string(), message: z.string().optional(), Message: z.string().optional() }),
});

const refused = (error: unknown): unknown => {
  const refusal = Refusal.safeParse(error);
  if (!refusal.success) return error;
  const { body, statusCode } = refusal.data;
  const code = body.__type.slice(body.__type.indexOf('#') + 1);
  return new AwsError(code, body.message ?? body.Message ?? code, { status: statusCode });
};

/** dynalite without its HTTP server: the same checks and actions on the same LevelDB, one hop less. */
export const openDynamoDb = async ({
  dataDir,
  accountId,
  region,
}: Pick<CloudContext, 'dataDir' | 'accountId' | 'region'>) => {
  const load = createRequire(import.meta.url);
  const { create }: Pick<Parts, 'create'> = load('dynalite/db');
  const { checkTypes, checkValidations }: Omit<Parts, 'create'> = load('dynalite/validations');
  const store = create({
    path: join(dataDir, 'dynamodb'),
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
  });
  await store.db.open().catch((cause: unknown) => {
    throw new Error(`the tables in ${dataDir} cannot be opened; does another run use this data folder?`, {
      cause,
    });
  });
  Object.assign(store.tableDb, { awsAccountId: accountId, awsRegion: region });
  cacheTables(store.tableDb);

  const actionNamed = (name: string) => {
    const file = name.charAt(0).toLowerCase() + name.slice(1);
    const action: Action = load(`dynalite/actions/${file}`);
    const { types, custom }: Checks = load(`dynalite/validations/${file}`);
    const check = (input: Members): unknown => {
      const returned = input.ReturnValuesOnConditionCheckFailure;
      if (returned !== undefined && returned !== 'NONE') {
        // dynalite would leave it out without a word.
        const message = 'The local cloud does not have ReturnValuesOnConditionCheckFailure.';
        throw new AwsError('ValidationException', message);
      }
      try {
        const checked = checkTypes(input, types);
        checkValidations(checked, types, custom, store);
        return checked;
      } catch (error) {
        // dynalite's checks trip over some inputs, like null for an attribute, that DynamoDB cannot read either.
        throw error instanceof TypeError
          ? new AwsError('SerializationException', error.message)
          : refused(error);
      }
    };
    return async (input: Members): Promise<Members> => {
      const checked = check(input);
      return new Promise((resolve, reject) => {
        action(store, checked, (error, output) => (error ? reject(refused(error)) : resolve(output)));
      });
    };
  };

  let pending = 0;
  const counted = (run: (input: Members) => Promise<Members>) => (input: Members) => {
    pending += 1;
    return run(input).finally(() => {
      pending -= 1;
    });
  };
  const engine: Engine = Object.fromEntries(actions.map((name) => [name, counted(actionNamed(name))]));

  return {
    engine,
    /** Closes the database once no call is under way. */
    close: async (): Promise<void> => {
      while (pending > 0) await sleep(5);
      await new Promise<void>((resolve, reject) =>
        store.db.close((error) => (error ? reject(error) : resolve())),
      );
    },
  };
};
