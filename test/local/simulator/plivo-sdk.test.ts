import { Client } from 'plivo';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { simulatedAccounts } from '../../../local/simulator/accounts.ts';
import { startSimulator } from '../../support/simulator.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const from = '+447700900100';

test("gives Plivo's SDK the texts that it created, by recipient, direction and time, page by page", async () => {
  const { authId, authToken } = simulatedAccounts.plivo;
  const client = new Client(authId, authToken, { url: `${simulator.url}/v1/Account/${authId}` });
  const to = '+447700900211';
  const created = [];
  for (const text of ['1', '2', '3']) created.push(await client.messages.create(from, to, text));
  const ids = created.map(({ messageUuid }) => messageUuid[0]).reverse();

  const list = async (params: object) =>
    [await client.messages.list({ to_number: to, ...params })].flat().map(({ messageUuid }) => messageUuid);
  expect(await list({})).toEqual(ids);
  expect(await list({ limit: 2 })).toEqual(ids.slice(0, 2));
  expect(await list({ limit: 2, offset: 2 })).toEqual(ids.slice(2));
  expect(await list({ message_direction: 'inbound' })).toEqual([]);
  expect(await list({ message_time__gte: '2100-01-01 00:00' })).toEqual([]);
  expect(await list({ message_time__lte: '2020-01-01 00:00:00' })).toEqual([]);
  const fetched = await client.messages.get(ids[0] ?? '');
  expect(fetched).toMatchObject({ messageUuid: ids[0], toNumber: to.slice(1), messageDirection: 'outbound' });
});
