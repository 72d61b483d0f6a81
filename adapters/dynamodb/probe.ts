import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

/** Reads a key that does not exist: the cheapest question to a table. */
export const probeTable =
  (client: DynamoDBDocumentClient, table: string, keyName: string) => async (): Promise<void> => {
    await client.send(new GetCommand({ TableName: table, Key: { [keyName]: 'health' } }));
  };
