import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceOf, RateCard } from '../../core/rate-card.ts';

const card = RateCard.parse([
  { carrier: 'twilio', country: '*', pricePerSegment: '0.1', currency: 'USD' },
  { carrier: 'twilio', country: 'GB', pricePerSegment: '0.0463', currency: 'USD' },
]);
const text = { carrier: 'twilio', country: 'GB', segmentCount: 3 };

test('multiplies the rate of the country by the segments, exactly', () => {
  expect(priceOf(card, text)).toEqual({ amount: '0.1389', currency: 'USD', pricePerSegment: '0.0463' });
});

test('falls back to the rate for every other country', () => {
  expect(priceOf(card, { ...text, country: 'FR' })?.amount).toBe('0.3');
});

test('has no price where the card has no rate', () => {
  expect(priceOf(card, { ...text, carrier: 'sns' })).toBeUndefined();
});

test('never rounds', () => {
  fc.assert(
    fc.property(fc.nat(9_999_999), fc.integer({ min: 1, max: 255 }), (millionths, segmentCount) => {
      const pricePerSegment = `0.${String(millionths).padStart(7, '0')}`;
      const price = priceOf([{ carrier: 'c', country: '*', pricePerSegment, currency: 'EUR' }], {
        carrier: 'c',
        country: 'DE',
        segmentCount,
      });
      const [whole = '', fraction = ''] = (price?.amount ?? '').split('.');
      expect(Number(whole + fraction.padEnd(7, '0'))).toBe(millionths * segmentCount);
    }),
  );
});

test.each([
  [{ country: 'gb' }],
  [{ pricePerSegment: '-1' }],
  [{ pricePerSegment: '1e3' }],
  [{ currency: 'usd' }],
])('refuses %j', (wrong) => {
  expect(RateCard.safeParse([{ ...card[0], ...wrong }]).success).toBe(false);
});
