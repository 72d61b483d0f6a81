import { expect, test } from 'vitest';
import { httpTraits } from '../../../../adapters/carriers/http/traits.ts';
import { HttpCarrierSettings } from '../../../../core/http-carrier/settings.ts';
import { describedApi } from '../../../support/http-carrier.ts';

test('drops doubles where the deployer says so, and not by itself', () => {
  expect(httpTraits(describedApi('https://api.example.com', { dedupes: true })).dedupe).toBe(true);
  expect(httpTraits(describedApi('https://api.example.com')).dedupe).toBe(false);
});

test('is refused as dropping doubles when no submit can be known again', () => {
  const settings = { ...describedApi('https://api.example.com'), headers: {}, dedupes: true };
  const { error } = HttpCarrierSettings.safeParse(settings);
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['dedupes']);
});
