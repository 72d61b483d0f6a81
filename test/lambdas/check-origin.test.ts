import { expect, test } from 'vitest';
import { isSameText } from '../../adapters/carriers/same-text.ts';
import { createCheckOrigin } from '../../lambdas/check-origin/check-origin.ts';

const checkOrigin = createCheckOrigin({ readSecret: async () => 's3cret', isSame: isSameText });

test.each([
  ['with the secret of CloudFront', { 'x-sms-pipeline-origin': 's3cret' }, true],
  ['with another', { 'x-sms-pipeline-origin': 'S3cret' }, false],
  ['with none', {}, false],
])('a request %s is authorized: %j', async (_what, headers, isAuthorized) => {
  expect(await checkOrigin({ version: '2.0', headers })).toEqual({ isAuthorized });
});
