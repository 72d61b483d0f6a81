import { beforeEach, describe, expect, test } from 'vitest';
import { createManageOptOuts } from '../../lambdas/manage-opt-outs/manage-opt-outs.ts';
import { FakeClock, FakeOptOuts } from '../support/fake-ports.ts';

let clock: FakeClock;
let optOuts: FakeOptOuts;
beforeEach(() => {
  clock = new FakeClock();
  optOuts = new FakeOptOuts();
});

const manage = () =>
  createManageOptOuts({
    optOuts,
    hashRecipient: async (recipient) => `hash of ${recipient}`,
    clock: clock.now,
  });

const number = '+447700900001';
const optOut = { number, since: '2026-11-01T12:00:00.000Z', source: 'api' };

describe('an opt-out', () => {
  test('that was recorded is there, for its tenant alone', async () => {
    const { record, find } = manage();
    expect(await record('acme', number)).toEqual(optOut);
    expect(await find('acme', number)).toEqual(optOut);
    await expect(find('globex', number)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that is recorded again stays as it was', async () => {
    const { record } = manage();
    await record('acme', number);
    clock.pass(60);
    expect(await record('acme', number)).toEqual(optOut);
  });

  test('that was removed is gone, and may be removed again', async () => {
    const { record, find, remove } = manage();
    await record('acme', number);
    await remove('acme', number);
    await remove('acme', number);
    await expect(find('acme', number)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is stored under the hash of its number, which texts are checked by', async () => {
    await manage().record('acme', '+44 7700 900001');
    expect(await optOuts.isOptedOut('acme', `hash of ${number}`)).toBe(true);
  });

  test.each([undefined, '', 'abc', '07700900001', '+999', '../..'])('of %j is refused', async (given) => {
    const { record, find, remove } = manage();
    for (const call of [record, find, remove]) {
      await expect(call('acme', given)).rejects.toMatchObject({
        code: 'invalid_request',
        errors: [{ path: 'number' }],
      });
    }
  });
});
