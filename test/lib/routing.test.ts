import { expect, it } from 'vitest';
import { checkedRouting } from '../../lib/routing.ts';

it('sends everything to the first carrier unless told otherwise', () => {
  expect(checkedRouting(undefined, ['twilio', 'sns']).rules).toMatchObject([
    { carriers: [{ carrier: 'twilio' }] },
  ]);
});

it('names every fault of the form at synth', () => {
  const rules = [{ name: 'Bad Name', when: { countries: ['uk'] }, carriers: [] }];
  expect(() => checkedRouting({ rules }, ['sns'])).toThrow(
    /rules\.0\.name.*rules\.0\.when\.countries\.0.*rules\.0\.carriers/s,
  );
});

it('names every carrier that is not configured at synth', () => {
  const rules = [{ name: 'all', carriers: [{ carrier: 'pigeon' }], fallbacks: ['owl'] }];
  expect(() => checkedRouting({ rules }, ['sns'])).toThrow(/pigeon; configured are sns\n.*owl/);
});
