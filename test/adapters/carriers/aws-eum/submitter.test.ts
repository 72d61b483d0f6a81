import { expect, test } from 'vitest';
import { awsEumHarness } from '../../../contract/aws-eum-harness.ts';
import { submitRequest } from '../../../support/submit-request.ts';
import { answer, startWireServer } from '../../../support/wire-server.ts';

const submitAgainst = async (status: number, code: string, reason?: string) => {
  const body = JSON.stringify({
    __type: `com.amazonaws.pinpointsmsvoicev2#${code}`,
    Message: 'no',
    Reason: reason,
  });
  const server = await startWireServer((socket) => answer(socket, status, body));
  const carrier = await awsEumHarness.open(server.url);
  const outcome = await carrier.submit(submitRequest());
  await server.close();
  return { outcome, requests: server.requests };
};

const cases = [
  [400, 'ThrottlingException', undefined, 'temporary', 'throttled'],
  [
    400,
    'ServiceQuotaExceededException',
    'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
    'temporary',
    'insufficient_funds',
  ],
  [400, 'ServiceQuotaExceededException', 'SOMETHING_NEW', 'temporary', 'daily_cap'],
  [400, 'ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT', 'permanent', 'opted_out'],
  [400, 'ConflictException', 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED', 'temporary', 'permission'],
  [400, 'ConflictException', 'NO_ORIGINATION_IDENTITIES_FOUND', 'permanent', 'sender_invalid'],
  [400, 'ConflictException', 'SOMETHING_NEW', 'permanent', 'invalid_request'],
  [400, 'ValidationException', 'SENDER_ID_REQUIRES_REGISTRATION', 'permanent', 'sender_unregistered'],
  [400, 'ValidationException', 'PRICE_OVER_THRESHOLD', 'permanent', 'price_cap'],
  [400, 'ValidationException', undefined, 'permanent', 'invalid_request'],
  [400, 'ResourceNotFoundException', undefined, 'permanent', 'invalid_request'],
  [400, 'AccessDeniedException', 'ACCOUNT_DISABLED', 'temporary', 'account_suspended'],
  [400, 'AccessDeniedException', undefined, 'temporary', 'permission'],
  [403, 'ExpiredTokenException', undefined, 'temporary', 'auth'],
  [403, 'SomethingNew', undefined, 'temporary', 'permission'],
  [400, 'SomethingNew', undefined, 'permanent', 'invalid_request'],
  [400, 'InternalServerException', undefined, 'ambiguous', 'outcome_unknown'],
  [500, 'InternalServerException', undefined, 'ambiguous', 'outcome_unknown'],
  [503, 'ServiceUnavailable', undefined, 'ambiguous', 'outcome_unknown'],
] as const;

for (const [status, code, reason, kind, failure] of cases) {
  test(`takes a ${status} ${code}${reason ? ` for ${reason}` : ''} for ${kind}, ${failure}`, async () => {
    const { outcome } = await submitAgainst(status, code, reason);
    expect(outcome).toMatchObject({
      failure: { kind, code: failure, carrierCode: reason ? `${code}/${reason}` : code },
    });
  });
}

test('speaks AWS JSON to the operation, once', async () => {
  const { requests } = await submitAgainst(200, 'none');
  expect(requests).toMatchObject([
    {
      method: 'POST',
      headers: {
        'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage',
        'content-type': 'application/x-amz-json-1.0',
        authorization: expect.stringContaining('/eu-west-1/sms-voice/aws4_request'),
      },
    },
  ]);
});
