import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeliveryScript, ScriptedText } from '../../../local/aws/delivery-script.ts';
import { functionArn, type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const sent = { status: 'sent', afterMs: 100 };
const delivered = { status: 'delivered', afterMs: 1200 };
const scripts: Record<string, DeliveryScript> = {
  '+15550100001': { submit: 'accept', receipts: [sent, delivered] },
  '+15550100002': {
    submit: 'accept',
    receipts: [{ status: 'undelivered', afterMs: 60_000, failure: 'spam_filtered' }],
  },
  '+15550100003': { submit: 'accept', receipts: [] },
  '+15550100004': { submit: 'reject', receipts: [] },
  '+15550100005': { submit: 'throttle', receipts: [] },
  '+15550100006': { submit: 'serverError', takenAnyway: true, receipts: [delivered] },
  '+15550100007': { submit: 'timeout', takenAnyway: true, receipts: [delivered] },
  '+15550100008': { submit: 'accept', answerAfterMs: 600, receipts: [sent] },
};

let local: LocalEndpoint;
let time: ReturnType<typeof createManualClock>;
let asked: ScriptedText[];
const scriptFor = (text: ScriptedText): DeliveryScript => {
  asked.push(text);
  return scripts[text.recipient] ?? { submit: 'accept', receipts: [] };
};
beforeEach(async () => {
  asked = [];
  time = createManualClock();
  local = await startLocalEndpoint({ clock: time.clock, scriptFor });
});
afterEach(() => local.stop());

const send = (DestinationPhoneNumber: string, more: Partial<SendTextMessageCommandInput> = {}) =>
  local.smsVoice.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber,
      MessageBody: 'hello',
      OriginationIdentity: 'Shop',
      ...more,
    }),
  );
const onBus = () => local.endpoint.bus.history(0).map(({ bus, event }) => ({ bus, ...event }));

test('puts what becomes of a text onto the default bus, without number and context', async () => {
  const { MessageId } = await send('+15550100001', {
    Context: { attemptId: 'att' },
    MessageType: 'PROMOTIONAL',
  });
  await time.advance(1200);
  const common = {
    bus: 'default',
    source: 'aws.sms-voice',
    'detail-type': 'Text Message Delivery Status Updated',
    resources: [],
  };
  const detail = {
    eventVersion: '1.0',
    originationPhoneNumber: 'Shop',
    messageId: MessageId,
    messageRequestTimestamp: Date.UTC(2026, 10, 22),
    messageType: 'PROMOTIONAL',
    totalMessageParts: 1,
    totalMessagePrice: 0.00581,
    totalCarrierFee: 0,
  };
  expect(onBus()).toMatchObject([
    { ...common, time: '2026-11-22T00:00:00Z' },
    { ...common, time: '2026-11-22T00:00:01Z' },
  ]);
  expect(onBus().map((event) => event.detail)).toEqual([
    {
      ...detail,
      eventType: 'TEXT_SUCCESSFUL',
      eventTimestamp: Date.UTC(2026, 10, 22, 0, 0, 0, 100),
      isFinal: false,
      messageStatus: 'SUCCESSFUL',
      messageStatusDescription: 'Message has been accepted by phone carrier',
    },
    {
      ...detail,
      eventType: 'TEXT_DELIVERED',
      eventTimestamp: Date.UTC(2026, 10, 22, 0, 0, 1, 200),
      isFinal: true,
      messageStatus: 'DELIVERED',
      messageStatusDescription: 'Message has been accepted by phone',
    },
  ]);
});

test('invokes the function of a rule on the default bus', async () => {
  await local.create('AWS::Events::Rule', 'Rule', {
    EventPattern: {
      source: ['aws.sms-voice'],
      'detail-type': ['Text Message Delivery Status Updated'],
    },
    Targets: [{ Id: 't', Arn: functionArn('IngestReceipt') }],
  });
  await send('+15550100002');
  await time.advance(60_000);
  expect(local.functions.invocations).toMatchObject([
    {
      functionArn: functionArn('IngestReceipt'),
      event: { detail: { eventType: 'TEXT_SPAM', isFinal: true } },
    },
  ]);
});

test('logs whole events to the log group of the configuration set, as far as it asks for them', async () => {
  const group = 'arn:aws:logs:us-east-1:000000000000:log-group:events:*';
  const destination = (EventDestinationName: string, MatchingEventTypes: string[], Enabled = true) => ({
    EventDestinationName,
    Enabled,
    MatchingEventTypes,
    CloudWatchLogsDestination: { IamRoleArn: 'arn:aws:iam::000000000000:role/r', LogGroupArn: group },
  });
  const set = await local.create('AWS::SMSVOICE::ConfigurationSet', 'Set', {
    ConfigurationSetName: 'sms',
    EventDestinations: [
      destination('all', ['TEXT_DELIVERED', 'TEXT_SPAM']),
      destination('off', ['ALL'], false),
    ],
  });
  const arn = 'arn:aws:sms-voice:us-east-1:000000000000:configuration-set/sms';
  expect(set).toEqual({ ref: 'sms', attributes: { Arn: arn } });
  await send('+15550100001', { ConfigurationSetName: 'sms', Context: { attemptId: 'att' } });
  await send('+15550100001', { ConfigurationSetName: 'another' });
  await time.advance(1200);
  expect(local.endpoint.logs.read('events').map(({ message }) => JSON.parse(message))).toMatchObject([
    {
      eventType: 'TEXT_DELIVERED',
      destinationPhoneNumber: '+15550100001',
      context: { attemptId: 'att' },
    },
  ]);
});

test('tells the script who sends what to whom, and by which attempt', async () => {
  await send('15550100003', { Context: { attemptId: 'att' } });
  expect(asked).toEqual([
    { carrier: 'aws-eum', recipient: '+15550100003', sender: 'Shop', body: 'hello', token: 'att' },
  ]);
});

test('sends nothing for a dry run', async () => {
  expect((await send('+15550100001', { DryRun: true })).MessageId).toBeDefined();
  expect(asked).toEqual([]);
});

test('still tells of a text that a restart came before', async () => {
  await send('+15550100001');
  await local.stop();
  local = await startLocalEndpoint({ clock: time.clock, scriptFor, dataDir: local.dataDir });
  await time.advance(1200);
  expect(onBus()).toHaveLength(2);
});

test('tells of a text before the answer to its submit, where the script says so', async () => {
  const answered = send('+15550100008').then(() => time.clock.now());
  await expect.poll(() => asked.length).toBe(1);
  await time.advance(599);
  expect(onBus()).toHaveLength(1);
  await time.advance(1);
  expect(await answered).toBe(Date.UTC(2026, 10, 22, 0, 0, 0, 600));
});

test('fails, and lets the text go out all the same', async () => {
  await expect(send('+15550100006')).rejects.toMatchObject({
    name: 'InternalServerException',
    $metadata: { httpStatusCode: 500 },
  });
  await time.advance(1200);
  expect(onBus()).toHaveLength(1);
});

test('does not answer where the script says time-out', async () => {
  const impatient = new PinpointSMSVoiceV2Client({
    ...local.client,
    requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
  });
  const text = { DestinationPhoneNumber: '+15550100007', MessageBody: 'x' };
  await expect(impatient.send(new SendTextMessageCommand(text))).rejects.toMatchObject({
    name: 'TimeoutError',
  });
  await time.advance(1200);
  expect(onBus()).toHaveLength(1);
});

test('throttles as the service does, with a 400', async () => {
  await expect(send('+15550100005')).rejects.toMatchObject({
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 400 },
  });
});

const tooMuchContext = Object.fromEntries(['1', '2', '3', '4', '5', '6'].map((name) => [name, 'x']));

test.each<[string, Partial<SendTextMessageCommandInput>, string, string]>([
  [
    'a number with letters',
    { DestinationPhoneNumber: '+1555CALLME' },
    'DestinationPhoneNumber',
    'FIELD_VALIDATION_FAILED',
  ],
  [
    'a recipient that the script rejects',
    { DestinationPhoneNumber: '+15550100004' },
    'DestinationPhoneNumber',
    'INVALID_PARAMETER',
  ],
  ['an empty text', { MessageBody: ' \n' }, 'MessageBody', 'FIELD_VALIDATION_FAILED'],
  ['no text', { MessageBody: undefined }, 'MessageBody', 'MISSING_PARAMETER'],
  ['more than 1600 characters', { MessageBody: 'x'.repeat(1601) }, 'MessageBody', 'FIELD_VALIDATION_FAILED'],
  [
    'a sender with a space',
    { OriginationIdentity: 'My Shop' },
    'OriginationIdentity',
    'FIELD_VALIDATION_FAILED',
  ],
  ['a price without a point', { MaxPrice: '1' }, 'MaxPrice', 'FIELD_VALIDATION_FAILED'],
  ['a time to live of four seconds', { TimeToLive: 4 }, 'TimeToLive', 'FIELD_VALIDATION_FAILED'],
  ['a time to live over three days', { TimeToLive: 259_201 }, 'TimeToLive', 'FIELD_VALIDATION_FAILED'],
  ['six pairs of context', { Context: tooMuchContext }, 'Context', 'FIELD_VALIDATION_FAILED'],
  ['a context that ends in a space', { Context: { a: 'x ' } }, 'Context', 'FIELD_VALIDATION_FAILED'],
])('refuses %s, by its field', async (_what, input, Name, Reason) => {
  await expect(send('+15550100001', input)).rejects.toMatchObject({
    name: 'ValidationException',
    Reason,
    Fields: [{ Name }],
    $metadata: { httpStatusCode: 400 },
  });
});

test('refuses a parameter that the operation does not have', async () => {
  const wire = await fetch(local.endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage',
      authorization: `AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/sms-voice/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ DestinationPhoneNumber: '+15550100001', MessageBody: 'x', IdempotencyToken: 't' }),
  });
  expect(wire.status).toBe(400);
  expect(await wire.json()).toMatchObject({
    __type: 'com.amazonaws.pinpointsmsvoicev2#ValidationException',
    Fields: [{ Name: 'IdempotencyToken' }],
  });
});

test.each([
  ['AWS::SMSVOICE::OptOutList', 'opt-out-list', 'OptOutListName'],
  ['AWS::SMSVOICE::PhoneNumber', 'phone-number', 'PhoneNumberId'],
  ['AWS::SMSVOICE::Pool', 'pool', 'PoolId'],
  ['AWS::SMSVOICE::ProtectConfiguration', 'protect-configuration', 'ProtectConfigurationId'],
  ['AWS::SMSVOICE::SenderId', 'sender-id', 'SenderId'],
])('names a resource of type %s', async (type, path, idAttribute) => {
  const { ref, attributes } = await local.create(type, 'Mine', { Tags: [] });
  expect(attributes).toEqual({
    Arn: `arn:aws:sms-voice:us-east-1:000000000000:${path}/${ref}`,
    [idAttribute]: ref,
  });
});
