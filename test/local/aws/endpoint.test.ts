import { request } from 'node:http';
import { connect } from 'node:net';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AwsCall } from '../../../local/aws/call.ts';
import type { Gate } from '../../../local/aws/gates.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';

let local: LocalEndpoint;
const seen: AwsCall[] = [];
const remember: Gate = async (call, next) => {
  seen.push(call);
  return next(call);
};
beforeEach(async () => {
  seen.length = 0;
  local = await startLocalEndpoint({ gates: [remember] });
});
afterEach(() => local.stop());

const stranger = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const raw = (body: string, headers: Record<string, string> = {}) =>
  fetch(local.endpoint.url, { method: 'POST', body, headers });

test('tells the gates which function calls what', async () => {
  const credentials = local.endpoint.credentialsFor('SendMessageFunction');
  await new SQSClient({ ...local.client, credentials }).send(new ListQueuesCommand({}));
  await local.sns.send(new PublishCommand({ PhoneNumber: '+15550100123', Message: 'hi' }));
  expect(seen.map(({ caller, service, action, region }) => [caller, service, action, region])).toEqual([
    ['SendMessageFunction', 'sqs', 'ListQueues', 'us-east-1'],
    ['operator', 'sns', 'Publish', 'us-east-1'],
  ]);
});

test('gives a function the same credentials in every run, and no other function the same', async () => {
  const other = await startLocalEndpoint();
  expect(other.endpoint.credentialsFor('A')).toEqual(local.endpoint.credentialsFor('A'));
  expect(other.endpoint.credentialsFor('A')).not.toEqual(other.endpoint.credentialsFor('B'));
  await other.stop();
});

test('refuses an access key that it has not given, in the words of the service', async () => {
  const client = { ...local.client, credentials: stranger };
  await expect(new SQSClient(client).send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    $metadata: { httpStatusCode: 403 },
  });
  await expect(
    new SNSClient(client).send(new PublishCommand({ PhoneNumber: '+1', Message: 'x' })),
  ).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    $metadata: { httpStatusCode: 403 },
  });
  const put = new PutEventsCommand({ Entries: [{ Source: 'a', DetailType: 'b', Detail: '{}' }] });
  await expect(new EventBridgeClient(client).send(put)).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
  expect(seen).toEqual([]);
});

test('refuses a call without a signature', async () => {
  const response = await raw('{}', { 'x-amz-target': 'AmazonSQS.ListQueues' });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('MissingAuthenticationToken');
});

test('refuses a call under another name than the loopback', async () => {
  const { hostname, port } = new URL(local.endpoint.url);
  const status = await new Promise((resolve) =>
    request({ hostname, port, method: 'POST', headers: { host: 'rebound.example' } }, (response) =>
      resolve(response.statusCode),
    ).end('{}'),
  );
  expect(status).toBe(403);
});

test('names an action that it does not have, to the caller and at the terminal', async () => {
  await expect(local.events.send(new ListRulesCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 'The local cloud does not have the action ListRules of events.',
  });
  await expect(local.sns.send(new ListTopicsCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  expect(local.reported).toEqual([
    'The local cloud does not have the action ListRules of events.',
    'The local cloud does not have the action ListTopics of sns.',
  ]);
});

test('lets a gate answer in the place of the service', async () => {
  const busy: Gate = async () => ({ status: 503, headers: {}, body: '{"__type":"ServiceUnavailable"}' });
  const other = await startLocalEndpoint({ gates: [busy] });
  const get = new GetItemCommand({ TableName: 'any', Key: { id: { S: 'x' } } });
  await expect(other.dynamoDb.send(get)).rejects.toMatchObject({ name: 'ServiceUnavailable' });
  await other.stop();
});

test.each([
  ['text that is not JSON', '{', 'AmazonSQS.SendMessage'],
  ['an array', '[]', 'AmazonSQS.SendMessage'],
  ['members of wrong types', '{"QueueUrl":{"a":1},"Entries":7}', 'AmazonSQS.SendMessageBatch'],
  ['the name of an inherited property', '{}', 'AmazonSQS.constructor'],
  ['no action', '{}', ''],
])('answers %s with an error of the caller', async (_what, body, target) => {
  const { accessKeyId } = local.endpoint.credentialsFor('operator');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261122/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`;
  const response = await raw(body, {
    authorization,
    'x-amz-target': target,
    'content-type': 'application/x-amz-json-1.0',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toHaveProperty('__type');
});

test('refuses a body over its limit without reading it all', async () => {
  const response = await raw('x'.repeat(17 * 1024 * 1024)).catch((error: Error) => error);
  expect(response instanceof Error || response.status === 413).toBe(true);
  await local.sqs.send(new ListQueuesCommand({}));
});

test('survives a caller that hangs up, or that speaks no HTTP', async () => {
  const port = Number(new URL(local.endpoint.url).port);
  for (const text of [
    '\u0000\u0001nonsense\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf',
  ]) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text, () => socket.destroy()));
      socket.on('close', () => resolve());
    });
  }
  await local.sqs.send(new ListQueuesCommand({}));
  expect(local.reported).toEqual([]);
});
