import { expect, test } from 'vitest';
import type { HttpResult } from '../../../adapters/http/http-client.ts';
import { customResourceHandler } from '../../../adapters/lambda/custom-resource-handler.ts';
import { createLog } from '../../../adapters/log/log.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import { jsonAnswer, recordingHttp } from '../../support/recording-http.ts';

const request = {
  RequestType: 'Create',
  ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:maker',
  ResponseURL: 'https://bucket.s3.amazonaws.com/answer?X-Amz-Signature=very-secret',
  StackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/Sms/51af3dc0',
  RequestId: '5478764e-0d7d-4a9b-9c1f-3d0c2a1b7e4f',
  ResourceType: 'Custom::FirstKey',
  LogicalResourceId: 'FirstKey',
  ResourceProperties: { ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:maker' },
};

const handled = async (
  event: object,
  create: (stackId: string) => Promise<void> = async () => {},
  result: HttpResult = jsonAnswer(200, {}),
  msLeft = 10_000,
) => {
  const { http, requests } = recordingHttp(result);
  const lines: string[] = [];
  const log = createLog('debug', (line) => lines.push(line));
  const handler = customResourceHandler({ create }, http, log);
  const failure = await handler(event, { ...lambdaContext(), getRemainingTimeInMillis: () => msLeft }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const answers = requests.map(({ body }) => JSON.parse(String(body)));
  return { requests, answers, failure, logged: lines.join('') };
};

test('makes the resource and tells CloudFormation, in the form that the signed URL takes', async () => {
  const made: string[] = [];
  const { requests, answers } = await handled(request, async (stackId) => void made.push(stackId));
  expect(made).toEqual([request.StackId]);
  expect(requests).toMatchObject([
    { method: 'PUT', url: request.ResponseURL, headers: { 'content-type': '' } },
  ]);
  expect(answers).toEqual([
    {
      Status: 'SUCCESS',
      PhysicalResourceId: 'FirstKey',
      StackId: request.StackId,
      RequestId: request.RequestId,
      LogicalResourceId: 'FirstKey',
    },
  ]);
});

test.each(['Update', 'Delete'])('does nothing on %s, and answers with the id it was given', async (type) => {
  const event = { ...request, RequestType: type, PhysicalResourceId: 'made-before' };
  const { answers } = await handled(event, () => Promise.reject(new Error('not to be called')));
  expect(answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'made-before' }]);
});

test('answers FAILED when making it throws, and quotes the error to nobody', async () => {
  const { answers, failure, logged } = await handled(request, () =>
    Promise.reject(new Error('sms_live_secret')),
  );
  expect(answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'FirstKey' }]);
  expect(answers[0].Reason).toContain('FirstKey was not made');
  expect(failure).toBeUndefined();
  expect(JSON.stringify(answers) + logged).not.toMatch(/sms_live_secret|very-secret/);
});

test('answers FAILED in time when making it hangs', async () => {
  const { answers } = await handled(request, () => new Promise(() => {}), undefined, 5010);
  expect(answers).toMatchObject([{ Status: 'FAILED' }]);
});

test('tries the answer again, and then has Lambda repeat it all', async () => {
  const { requests, failure } = await handled(request, undefined, { kind: 'ambiguous', reason: 'reset' });
  expect(requests).toHaveLength(2);
  expect(failure).toMatchObject({ message: 'CloudFormation did not take the answer' });
});
