import { expect, test } from 'vitest';
import { ProblemError } from '../../core/problem.ts';
import { Routing } from '../../core/routing/routing-table.ts';
import { createAcceptMessage } from '../../lambdas/accept-message/accept-message.ts';
import { createPreviewMessage } from '../../lambdas/preview-message/preview-message.ts';
import { acceptDeps } from '../support/accept-deps.ts';
import { aCaller } from '../support/builders.ts';

const routing = Routing.parse({
  rules: [
    { name: 'codes', when: { lanes: ['otp'] }, carriers: [{ carrier: 'twilio' }], fallbacks: ['sns'] },
    { name: 'britain', when: { countries: ['GB', 'IE'] }, carriers: [{ carrier: 'sns' }] },
    { name: 'paris', when: { prefixes: ['+331'], tenants: ['acme'] }, carriers: [{ carrier: 'sns' }] },
  ],
  senders: { twilio: [{ sender: '+447700900100', countries: ['GB'] }, { sender: '+15005550006' }] },
});

const base = acceptDeps();
const settings = { ...base.settings, routing };
const accept = createAcceptMessage({ ...base, settings });
const preview = createPreviewMessage({
  settings,
  carriers: { rateCard: [], dividesInItsOwnWay: () => false },
  clock: base.clock,
});
const caller = aCaller();

const british = { to: '+447700900320', body: 'hello' };
const french = { to: '+33612345678', body: 'hello' };

test.each([
  [
    { ...british, type: 'otp' },
    {
      rule: 'codes',
      carrier: 'twilio',
      considered: ['twilio', 'sns'],
      senders: { twilio: '+447700900100' },
    },
  ],
  [british, { rule: 'britain', carrier: 'sns', considered: ['sns'] }],
])('of %j, the message and the preview say which rule decided, and for whom', async (body, route) => {
  const { message } = await accept({ caller, idempotencyKey: undefined, body });
  expect(message.route).toEqual(route);
  expect(message.carrier).toBe(route.carrier);
  expect((await preview('acme', caller.rights, body)).route).toEqual(route);
});

test('a text that no rule takes is refused before anything is stored, and the preview says so', async () => {
  const refused = await accept({ caller, idempotencyKey: undefined, body: french }).catch((error) => error);
  if (!(refused instanceof ProblemError)) throw new Error('not refused');
  const expected = [{ path: 'to', message: 'is in FR, where this deployment does not send such texts' }];
  expect(refused.toProblem()).toMatchObject({ status: 400, errors: expected });
  expect((await preview('acme', caller.rights, french)).errors).toEqual(expected);
  // Nor by the name of a carrier
  await expect(
    accept({ caller, idempotencyKey: undefined, body: { ...french, carrier: 'sns' } }),
  ).rejects.toThrow(ProblemError);
});
