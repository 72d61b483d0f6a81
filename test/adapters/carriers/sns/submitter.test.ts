import { expect, test, vi } from 'vitest';
import { openCarrier } from '../../../../adapters/carriers/sns/submitter.ts';
import { carrierDeps } from '../../../support/carrier-deps.ts';
import { snsError } from '../../../support/fake-sns.ts';
import { submitRequest } from '../../../support/submit-request.ts';
import { answer, startWireServer } from '../../../support/wire-server.ts';

const submitAgainst = async (status: number, code: string) => {
  const server = await startWireServer((socket) => answer(socket, status, snsError(code)));
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', server.url);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  const outcome = await openCarrier({}, carrierDeps()).submit(submitRequest());
  await server.close();
  return outcome;
};

const cases = [
  [400, 'InvalidParameter', 'permanent', 'invalid_request'],
  [400, 'ParameterValueInvalid', 'permanent', 'invalid_request'],
  [400, 'OptedOut', 'permanent', 'opted_out'],
  [400, 'Throttling', 'temporary', 'throttled'],
  [400, 'KMSThrottling', 'temporary', 'throttled'],
  [429, 'Throttled', 'temporary', 'throttled'],
  [403, 'AuthorizationError', 'temporary', 'permission'],
  [403, 'ExpiredToken', 'temporary', 'auth'],
  [403, 'SomethingNew', 'temporary', 'permission'],
  [400, 'SomethingNew', 'permanent', 'invalid_request'],
  [500, 'InternalError', 'ambiguous', 'outcome_unknown'],
  [503, 'ServiceUnavailable', 'ambiguous', 'outcome_unknown'],
] as const;

for (const [status, code, kind, failure] of cases) {
  test(`takes a ${status} ${code} for ${kind}, ${failure}`, async () => {
    expect(await submitAgainst(status, code)).toMatchObject({
      failure: { kind, code: failure, carrierCode: expect.any(String) },
    });
  });
}

test('takes an error before the request was handed over for a definite no', async () => {
  const server = await startWireServer((socket) => answer(socket, 200, ''));
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', server.url);
  vi.stubEnv('AWS_REGION', '');
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  const outcome = await openCarrier({}, carrierDeps()).submit(submitRequest());
  await server.close();
  expect(outcome).toMatchObject({ failure: { kind: 'temporary' } });
  expect(server.requests).toEqual([]);
});
