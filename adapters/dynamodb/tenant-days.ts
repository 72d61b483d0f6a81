import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { dayOf } from '../../core/message-indexes.ts';
import type { MessageStore, TenantDays } from '../../core/ports.ts';

/** No sweep looks further back than a week; DynamoDB drops the row of a day after this many. */
const keptDays = 30;

const Item = z.object({ tenants: z.set(z.string()) });

const keyOf = (day: string) => ({ pk: `days#${day}` });

/** The tenants of a day as a set, in one row of the `Statuses` table. Each container adds a tenant once a day. */
export const createTenantDays = (client: DynamoDBDocumentClient, table: string): TenantDays => {
  const noted = new Map<string, Promise<unknown>>();
  let notedDay = '';

  const add = (tenant: string, day: string): Promise<unknown> =>
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: keyOf(day),
        UpdateExpression: 'ADD tenants :tenants SET expiresAtEpoch = :expiry',
        ExpressionAttributeValues: {
          ':tenants': new Set([tenant]),
          ':expiry': Math.floor(Date.parse(day) / 1000) + keptDays * 86_400,
        },
      }),
    );

  return {
    note: async (tenant, time) => {
      const day = dayOf(time);
      if (day !== notedDay) noted.clear();
      notedDay = day;
      // Kept before it is done, so that the texts of a batch share one write.
      const noting = noted.get(tenant) ?? add(tenant, day);
      noted.set(tenant, noting);
      try {
        await noting;
      } catch (error) {
        if (noted.get(tenant) === noting) noted.delete(tenant);
        throw error;
      }
    },
    tenantsOf: async (day) => {
      const { Item: item } = await client.send(
        new GetCommand({ TableName: table, Key: keyOf(day), ConsistentRead: true }),
      );
      return item ? [...Item.parse(item).tenants].sort() : [];
    },
  };
};

/** Notes the tenant's day before a message is stored, so that no sweep misses the message. */
export const notingDays = (days: Pick<TenantDays, 'note'>, messages: MessageStore): MessageStore => ({
  ...messages,
  add: async (message) => {
    await days.note(message.tenant, message.createdAt);
    return messages.add(message);
  },
});
