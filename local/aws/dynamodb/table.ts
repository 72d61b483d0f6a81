import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { ResourceHandler } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { AwsApi } from '../call.ts';
import { noLocalEffect, physicalName, readProperties } from '../properties.ts';

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const Index = z.strictObject({
  IndexName: z.string(),
  KeySchema,
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});

const Properties = z.strictObject({
  TableName: z.string().optional(),
  KeySchema,
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  /** Expired rows stay: AWS deletes them within days, and no reader may count on it. */
  TimeToLiveSpecification: noLocalEffect,
  PointInTimeRecoverySpecification: noLocalEffect,
  SSESpecification: noLocalEffect,
  DeletionProtectionEnabled: noLocalEffect,
  ContributorInsightsSpecification: noLocalEffect,
  OnDemandThroughput: noLocalEffect,
  TableClass: noLocalEffect,
  ResourcePolicy: noLocalEffect,
  Tags: noLocalEffect,
});

const Described = z.object({
  Table: z.object({
    TableArn: z.string(),
    TableStatus: z.string(),
    KeySchema,
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema })).default([]),
  }),
});

const shapeOf = (
  table: Pick<z.infer<typeof Described>['Table'], 'KeySchema' | 'GlobalSecondaryIndexes'>,
) => ({
  keys: table.KeySchema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort(),
  indexes: table.GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keys }) =>
    [IndexName, ...keys.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).sort()].join(' '),
  ).sort(),
});

/** AWS::DynamoDB::Table. A table that an earlier run left is taken as it is, if its keys are still the template's. */
export const tableHandler =
  (api: AwsApi): ResourceHandler =>
  async (resource) => {
    const properties = readProperties(Properties, resource);
    const TableName = properties.TableName ?? physicalName(resource.logicalId, 255);
    const {
      KeySchema: keys,
      AttributeDefinitions,
      BillingMode,
      GlobalSecondaryIndexes,
      LocalSecondaryIndexes,
    } = properties;
    const wanted = { KeySchema: keys, ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }) };
    try {
      const rest = {
        AttributeDefinitions,
        BillingMode,
        ...(LocalSecondaryIndexes && { LocalSecondaryIndexes }),
      };
      await api('dynamodb', 'CreateTable', { TableName, ...wanted, ...rest });
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
    }
    const describe = async () => Described.parse(await api('dynamodb', 'DescribeTable', { TableName })).Table;
    let table = await describe();
    while (table.TableStatus !== 'ACTIVE') {
      await sleep(1);
      table = await describe();
    }
    if (!isDeepStrictEqual(shapeOf(table), shapeOf({ GlobalSecondaryIndexes: [], ...wanted }))) {
      throw new Error(
        `the data folder has the table ${TableName} with other keys or indexes; start afresh, or move its data`,
      );
    }
    return { ref: TableName, attributes: { Arn: table.TableArn } };
  };
