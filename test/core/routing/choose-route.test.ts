import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../core/routing/check-routing.ts';
import { chooseRoute, type Routable } from '../../../core/routing/choose-route.ts';
import { defaultRouting, Routing } from '../../../core/routing/routing-table.ts';
import { shareOf } from '../../../core/routing/share-of.ts';

const text: Routable = {
  recipient: '+447700900001',
  country: 'GB',
  lane: 'transactional',
  tenant: 'acme',
  sender: undefined,
  carrier: undefined,
};

const routing = Routing.parse({
  rules: [
    { name: 'codes', when: { lanes: ['otp'] }, carriers: [{ carrier: 'twilio' }], fallbacks: ['sns'] },
    { name: 'mobile-x', when: { prefixes: ['+4479', '+447800'] }, carriers: [{ carrier: 'sns' }] },
    {
      name: 'britain',
      when: { countries: ['GB', 'IE'] },
      carriers: [{ carrier: 'twilio', weight: 3 }, { carrier: 'sns' }],
    },
    { name: 'globex', when: { tenants: ['globex'], countries: ['US'] }, carriers: [{ carrier: 'sns' }] },
    { name: 'shop', when: { senders: ['SHOP'] }, carriers: [{ carrier: 'sns' }] },
  ],
  senders: {
    twilio: [
      { sender: '+15005550006' },
      { sender: '+447700900100', countries: ['GB'] },
      { sender: '+447700900101', countries: ['GB'] },
    ],
  },
});

test.each([
  ['codes', { lane: 'otp', country: 'FR' }],
  ['mobile-x', { recipient: '+447911123456' }],
  ['britain', {}],
  ['globex', { country: 'US', tenant: 'globex' }],
  ['shop', { country: 'DE', sender: 'SHOP' }],
] as const)('rule %s takes %j', (rule, message) => {
  expect(chooseRoute(routing, { ...text, ...message })?.rule).toBe(rule);
});

test.each([
  { country: 'FR' },
  { country: 'US' },
  { country: 'DE', sender: 'OTHER' },
  { country: 'FR', carrier: 'sns' },
])('no rule takes %j', (message) => {
  expect(chooseRoute(routing, { ...text, ...message })).toBeUndefined();
});

test('the carrier that the caller insists on is the only one', () => {
  expect(chooseRoute(routing, { ...text, lane: 'otp', carrier: 'sns' })).toEqual({
    rule: 'requested',
    carrier: 'sns',
    considered: ['sns'],
  });
});

test('fallbacks come after the carrier that was drawn', () => {
  expect(chooseRoute(routing, { ...text, lane: 'otp' })?.considered).toEqual(['twilio', 'sns']);
});

describe('the same recipient', () => {
  const recipients = fc.integer({ min: 0, max: 999_999 }).map((n) => `+4477${String(n).padStart(8, '0')}`);

  test('always gets the same carrier and sender', () => {
    fc.assert(
      fc.property(recipients, (recipient) => {
        expect(chooseRoute(routing, { ...text, recipient })).toEqual(
          chooseRoute(routing, { ...text, recipient }),
        );
      }),
    );
  });

  test('shares of many recipients follow the weights', () => {
    const drawn = Array.from({ length: 4_000 }, (_, n) =>
      chooseRoute(routing, { ...text, recipient: `+4477009${String(n).padStart(5, '0')}` }),
    );
    const share = drawn.filter((route) => route?.carrier === 'twilio').length / drawn.length;
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.8);
  });
});

describe('a carrier that has lost weight', () => {
  const three = Routing.parse({
    rules: [{ name: 'all', carriers: ['a', 'b', 'c'].map((carrier) => ({ carrier })) }],
  });
  const drawnAt = (n: number, shares?: ReadonlyMap<string, number>) =>
    chooseRoute(three, { ...text, recipient: `+4477009${String(n).padStart(5, '0')}` }, shares)?.carrier;
  const numbers = Array.from({ length: 4_000 }, (_, n) => n);

  test('gives recipients away, and all others keep their carrier', () => {
    const shares = new Map([['a', 0.5]]);
    for (const n of numbers) if (drawnAt(n) !== 'a') expect(drawnAt(n, shares)).toBe(drawnAt(n));
    const kept = numbers.filter((n) => drawnAt(n, shares) === 'a').length / numbers.length;
    expect(kept).toBeCloseTo(0.5 / 2.5, 1);
  });

  test('is not drawn when it has lost all of it, unless the others have as well', () => {
    const without = (...names: string[]) => new Map(names.map((name) => [name, 0]));
    expect(new Set(numbers.map((n) => drawnAt(n, without('a'))))).toEqual(new Set(['b', 'c']));
    for (const n of numbers.slice(0, 100)) expect(drawnAt(n, without('a', 'b', 'c'))).toBe(drawnAt(n));
  });
});

describe('senders', () => {
  test('of the country come before those for every country', () => {
    expect(chooseRoute(routing, { ...text, lane: 'otp' })?.senders?.twilio).toMatch(/^\+44770090010[01]$/);
    expect(chooseRoute(routing, { ...text, lane: 'otp', country: 'FR' })?.senders).toEqual({
      twilio: '+15005550006',
    });
  });

  test('are not picked for a message that names its own', () => {
    expect(chooseRoute(routing, { ...text, lane: 'otp', sender: 'ACME' })).not.toHaveProperty('senders');
  });
});

test('a share is from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.string(), (given) => {
      expect(shareOf(given)).toBeGreaterThanOrEqual(0);
      expect(shareOf(given)).toBeLessThan(1);
    }),
  );
});

test('everything that is wrong with a table is said at once', () => {
  const wrong = Routing.parse({
    rules: [
      { name: 'all', carriers: [{ carrier: 'pigeon' }] },
      { name: 'all', when: { lanes: ['otp'] }, carriers: [{ carrier: 'sns' }], fallbacks: ['sns'] },
    ],
    senders: { owl: [{ sender: 'X' }] },
  });
  expect(checkRouting(wrong, ['sns'])).toEqual([
    'two rules are called all',
    'rule all names the carrier pigeon; configured are sns',
    'rule all names the carrier sns twice',
    'rule all is never reached: all before it matches everything',
    'senders are given for the carrier owl; configured are sns',
  ]);
  expect(checkRouting(defaultRouting('sns'), ['sns'])).toEqual([]);
});
