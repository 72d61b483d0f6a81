import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FuzzedDeployment, openDeployment } from './deployment.ts';
import { fuzz } from './fuzz-run.ts';

let deployment: FuzzedDeployment;
beforeAll(async () => {
  deployment = await openDeployment();
});
afterAll(() => deployment.close());

test('no request and no webhook, however strange, is answered otherwise than documented', async () => {
  const { statuses } = await fuzz(deployment, { requests: 1_500, seed: 1 });
  // They were not all refused at the door.
  const seen = (name: string) => [...(statuses.get(name)?.keys() ?? [])];
  expect(seen('accept-message')).toEqual(expect.arrayContaining([202, 400, 401, 403, 415]));
  expect(seen('accept-batch')).toEqual(expect.arrayContaining([200, 400]));
  expect(seen('receive-webhook')).toEqual(expect.arrayContaining([204, 400, 403]));
  expect(seen('twilio-messages')).toEqual(expect.arrayContaining([200, 201, 400, 401, 404]));
}, 120_000);
