import { expect, it } from 'vitest';
import { checkedLimits } from '../../lib/limits.ts';
import { synthesized } from '../support/synthesized.ts';

it('names everything that is wrong with the limits', () => {
  const wrong = () =>
    checkedLimits({ perKey: { requestsPerMinute: 0 }, tenants: { acme: { segmentsPerDay: 1.5 } } });
  expect(wrong).toThrow('perKey.requestsPerMinute');
  expect(wrong).toThrow('tenants.acme.segmentsPerDay');
});

it('leaves the defaults to what is not said', () => {
  expect(checkedLimits({ perKey: { segmentsPerDay: 10 } })).toEqual({
    perKey: { requestsPerMinute: 60_000, segmentsPerDay: 10 },
    perTenant: { requestsPerMinute: 120_000 },
    tenants: {},
  });
});

it('tells each function behind a key the same limits', () => {
  const told = Object.values(synthesized().findResources('AWS::Lambda::Function')).flatMap(
    ({ Properties }) => Properties.Environment.Variables.LIMITS ?? [],
  );
  expect(told.length).toBeGreaterThan(3);
  expect(new Set(told)).toEqual(new Set([JSON.stringify(checkedLimits())]));
});
