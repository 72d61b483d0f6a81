import { gunzipSync } from 'node:zlib';
import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import type { DeliveryScript } from '../../../local/aws/delivery-script.ts';
import { functionArn, type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';
import { createManualClock } from '../../support/manual-clock.ts';

const scripts: Record<string, DeliveryScript> = {
  '+15550100001': {
    submit: 'accept',
    receipts: [
      { status: 'sent', afterMs: 1 },
      { status: 'delivered', afterMs: 1200 },
    ],
  },
  '+15550100002': {
    submit: 'accept',
    receipts: [{ status: 'undelivered', afterMs: 60_000, failure: 'opted_out' }],
  },
  '+15550100003': { submit: 'accept', receipts: [] },
  '+15550100004': { submit: 'reject', receipts: [] },
  '+15550100005': { submit: 'throttle', receipts: [] },
  '+15550100006': { submit: 'serverError', receipts: [] },
  '+15550100007': { submit: 'timeout', receipts: [] },
};
const scriptFor = ({ recipient }: { recipient: string }) =>
  scripts[recipient] ?? { submit: 'accept' as const, receipts: [] };
const group = 'sns/us-east-1/000000000000/DirectPublishToPhoneNumber';

let local: LocalEndpoint;
let time: ReturnType<typeof createManualClock>;
beforeEach(async () => {
  time = createManualClock();
  local = await startLocalEndpoint({ clock: time.clock, scriptFor });
});
afterEach(() => local.stop());

const publish = (
  PhoneNumber: string,
  Message = 'hello',
  MessageAttributes: Record<string, MessageAttributeValue> = {},
) => local.sns.send(new PublishCommand({ PhoneNumber, Message, MessageAttributes }));
const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const logged = (name: string) => local.endpoint.logs.read(name).map(({ message }) => JSON.parse(message));

test('logs a delivery the way SNS does, once the script says so', async () => {
  const { MessageId } = await publish('+15550100001', 'hello', {
    'AWS.SNS.SMS.SMSType': text('Transactional'),
  });
  await time.advance(1199);
  expect(logged(group)).toEqual([]);
  await time.advance(1);
  expect(logged(group)).toEqual([
    {
      notification: { messageId: MessageId, timestamp: '2026-11-22 00:00:00.000' },
      delivery: {
        ...{
          phoneCarrier: 'Simulated Carrier',
          mnc: 0,
          mcc: 0,
          numberOfMessageParts: 1,
          destination: '+15550100001',
        },
        ...{
          priceInUSD: 0.00645,
          smsType: 'Transactional',
          providerResponse: 'Message has been accepted by phone',
        },
        ...{ dwellTimeMs: 1200, dwellTimeMsUntilDeviceAck: 1200 },
      },
      status: 'SUCCESS',
    },
  ]);
});

test('logs a failure to the group for failures, in the words of SNS', async () => {
  await publish('+15550100002');
  await time.advance(60_000);
  expect(logged(group)).toEqual([]);
  expect(logged(`${group}/Failure`)).toMatchObject([
    {
      status: 'FAILURE',
      delivery: { providerResponse: 'Phone number is opted out', smsType: 'Promotional' },
    },
  ]);
});

test('never says what became of a text whose script has no receipt', async () => {
  await publish('+15550100003');
  await time.advance(80 * 3_600_000);
  expect([...logged(group), ...logged(`${group}/Failure`)]).toEqual([]);
});

test('still logs a delivery that a restart came before', async () => {
  await publish('+15550100001');
  await local.stop();
  local = await startLocalEndpoint({ clock: time.clock, scriptFor, dataDir: local.dataDir });
  await time.advance(1200);
  expect(logged(group)).toHaveLength(1);
});

test('hands each log line to the function that subscribes to the group', async () => {
  await local.create('AWS::Logs::LogGroup', 'Deliveries', { LogGroupName: group, RetentionInDays: 7 });
  const filter = {
    LogGroupName: group,
    FilterPattern: '',
    DestinationArn: functionArn('IngestReceipt'),
    FilterName: 'f',
  };
  await local.create('AWS::Logs::SubscriptionFilter', 'Filter', filter);
  const { MessageId } = await publish('+15550100001');
  await time.advance(1200);
  const Event = z.object({ awslogs: z.object({ data: z.string() }) });
  const [invocation] = local.functions.invocations;
  expect(invocation?.functionArn).toBe(functionArn('IngestReceipt'));
  const { data } = Event.parse(invocation?.event).awslogs;
  const content = JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString());
  expect(content).toMatchObject({
    messageType: 'DATA_MESSAGE',
    owner: '000000000000',
    logGroup: group,
    subscriptionFilters: ['f'],
  });
  expect(JSON.parse(content.logEvents[0].message).notification.messageId).toBe(MessageId);
});

test.each([
  ['a number without a country', '12', 'x', {}],
  ['a number with letters', '+1555CALLME', 'x', {}],
  ['an empty text', '+15550100001', '', {}],
  ['more than 1600 characters', '+15550100001', 'x'.repeat(1601), {}],
  ['a sender that is too long', '+15550100001', 'x', { 'AWS.SNS.SMS.SenderID': text('TwelveLetter') }],
  ['a sender without a letter', '+15550100001', 'x', { 'AWS.SNS.SMS.SenderID': text('12345') }],
  ['an unknown type of text', '+15550100001', 'x', { 'AWS.SNS.SMS.SMSType': text('Urgent') }],
  ['a price that is text', '+15550100001', 'x', { 'AWS.SNS.SMS.MaxPrice': text('1.0') }],
  ['an attribute of AWS that it does not know', '+15550100001', 'x', { 'AWS.SNS.SMS.Nothing': text('1') }],
  ['a recipient that the script rejects', '+15550100004', 'x', {}],
])('refuses %s', async (_what, number, message, attributes) => {
  await expect(publish(number, message, attributes)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining('Invalid parameter'),
  });
});

test('accepts 1600 characters and the attributes that it knows', async () => {
  await publish('+15550100001', 'é'.repeat(1600), {
    'AWS.SNS.SMS.SenderID': text('My-Sender1'),
    'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: '0.50' },
    'AWS.MM.SMS.EntityId': text('1101234567890'),
    reference: text('mine'),
  });
});

test('refuses to publish to a topic, by name', async () => {
  const toTopic = new PublishCommand({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:t', Message: 'x' });
  await expect(local.sns.send(toTopic)).rejects.toThrow('publishes to phone numbers only');
});

test('throttles and fails as the script says', async () => {
  await expect(publish('+15550100005')).rejects.toMatchObject({ name: 'Throttling' });
  await expect(publish('+15550100006')).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
});

test('does not answer where the script says time-out', async () => {
  const impatient = new SNSClient({
    ...local.client,
    requestHandler: { requestTimeout: 50, throwOnRequestTimeout: true },
  });
  const sent = impatient.send(new PublishCommand({ PhoneNumber: '+15550100007', Message: 'x' }));
  await expect(sent).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(local.reported).toEqual([]);
});
