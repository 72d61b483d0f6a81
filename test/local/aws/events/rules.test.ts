import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { functionArn, type LocalEndpoint, startLocalEndpoint } from '../../../support/local-endpoint.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

let local: LocalEndpoint;
let time: ReturnType<typeof createManualClock>;
beforeEach(async () => {
  time = createManualClock();
  local = await startLocalEndpoint({ clock: time.clock });
  await local.create('AWS::Events::EventBus', 'Bus', { Name: 'sms' });
});
afterEach(() => local.stop());

const rule = (properties: Record<string, unknown>, logicalId = 'Rule') =>
  local.create('AWS::Events::Rule', logicalId, { EventBusName: 'sms', ...properties });
const put = (detail: object, DetailType = 'sms.message.sent') =>
  local.events.send(
    new PutEventsCommand({
      Entries: [{ EventBusName: 'sms', Source: 'sms', DetailType, Detail: JSON.stringify(detail) }],
    }),
  );
const events = () => local.functions.invocations.map(({ event }) => event);
const queue = async (logicalId: string) => {
  const { ref, attributes } = await local.create('AWS::SQS::Queue', logicalId);
  const receive = async () =>
    (await local.sqs.send(new ReceiveMessageCommand({ QueueUrl: ref, MessageAttributeNames: ['All'] })))
      .Messages ?? [];
  return { url: ref, arn: String(attributes?.Arn), receive };
};
const onSent = { 'detail-type': ['sms.message.sent'] };

test('invokes the function of each rule whose pattern matches, with the whole event', async () => {
  await rule({ EventPattern: onSent, Targets: [{ Id: 't', Arn: functionArn('Hook') }] });
  await rule(
    { EventPattern: { source: ['other'] }, Targets: [{ Id: 't', Arn: functionArn('Other') }] },
    'Other',
  );
  await put({ id: 'm1' });
  await time.advance(0);
  expect(local.functions.invocations).toMatchObject([
    { functionArn: functionArn('Hook'), event: { 'detail-type': 'sms.message.sent', detail: { id: 'm1' } } },
  ]);
});

test('leaves out a rule that is disabled', async () => {
  await rule({ EventPattern: onSent, State: 'DISABLED', Targets: [{ Id: 't', Arn: functionArn('Hook') }] });
  await put({});
  await time.advance(0);
  expect(local.functions.invocations).toEqual([]);
});

test('delivers to queues and log groups', async () => {
  const { arn, receive } = await queue('Customer');
  const group = await local.create('AWS::Logs::LogGroup', 'Audit', { LogGroupName: '/aws/events/audit' });
  const logs = `arn:aws:logs:us-east-1:000000000000:log-group:${group.ref}`;
  await rule({
    EventPattern: onSent,
    Targets: [
      { Id: 'q', Arn: arn },
      { Id: 'l', Arn: logs },
    ],
  });
  await put({ id: 'm1' });
  await time.advance(0);
  await expect
    .poll(async () => (await receive()).map(({ Body }) => JSON.parse(Body ?? '').detail))
    .toEqual([{ id: 'm1' }]);
  const [line] = local.endpoint.logs.read('/aws/events/audit');
  expect(JSON.parse(line?.message ?? '')).toMatchObject({ detail: { id: 'm1' } });
});

test('gives a target the input that the rule describes', async () => {
  const target = (Id: string, more: object) => ({ Id, Arn: functionArn('Hook'), ...more });
  const InputPathsMap = {
    id: '$.detail.id',
    type: '$.detail-type',
    list: '$.detail.list[1]',
    none: '$.detail.none',
  };
  await rule({
    EventPattern: onSent,
    Targets: [
      target('1', { Input: '{"sweep":true}' }),
      target('2', { InputPath: '$.detail' }),
      target('3', {
        InputTransformer: {
          InputPathsMap,
          InputTemplate: '{"a":<id>,"b":"<type>!","c":<list>,"d":"<none>"}',
        },
      }),
      target('4', { InputTransformer: { InputPathsMap, InputTemplate: '"rule <aws.events.rule-name>"' } }),
    ],
  });
  await put({ id: 'say "m1"', list: [1, { x: 2 }] });
  await time.advance(0);
  expect(events()).toEqual([
    { sweep: true },
    { id: 'say "m1"', list: [1, { x: 2 }] },
    { a: 'say "m1"', b: 'sms.message.sent!', c: { x: 2 }, d: '' },
    'rule local-Rule',
  ]);
});

test('tries a target again, and gives up to the dead-letter queue', async () => {
  const [target, dead] = [await queue('Target'), await queue('Dead')];
  const RetryPolicy = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 };
  await rule({
    EventPattern: onSent,
    Targets: [{ Id: 'q', Arn: target.arn, RetryPolicy, DeadLetterConfig: { Arn: dead.arn } }],
  });
  await local.sqs.send(new DeleteQueueCommand({ QueueUrl: target.url }));
  await put({ id: 'm1' });
  const received: unknown[] = [];
  await expect
    .poll(async () => {
      await time.advance(1000);
      received.push(...(await dead.receive()));
      return received;
    })
    .toMatchObject([
      {
        Body: expect.stringContaining('"id":"m1"'),
        MessageAttributes: { TARGET_ARN: { StringValue: target.arn }, RETRY_ATTEMPTS: { StringValue: '2' } },
      },
    ]);
});

test('runs a rule on a schedule after each interval', async () => {
  const Targets = [{ Id: 't', Arn: functionArn('Sweep') }];
  await local.create('AWS::Events::Rule', 'Hourly', { ScheduleExpression: 'rate(1 hour)', Targets });
  await time.advance(3_599_000);
  expect(local.functions.invocations).toEqual([]);
  await time.advance(3_602_000);
  expect(events()).toMatchObject([{ 'detail-type': 'Scheduled Event', source: 'aws.events' }, {}]);
});

test('keeps what an archive asks for, for as long as it asks', async () => {
  const SourceArn = 'arn:aws:events:us-east-1:000000000000:event-bus/sms';
  const archive = { ArchiveName: 'all', SourceArn, EventPattern: onSent, RetentionDays: 1 };
  await local.create('AWS::Events::Archive', 'Archive', archive);
  await put({ id: 'm1' });
  await put({ id: 'm2' }, 'sms.message.failed');
  const ids = () => local.endpoint.bus.archives.read('all').map(({ detail }) => detail.id);
  expect(ids()).toEqual(['m1']);
  await time.advance(25 * 3_600_000);
  await put({ id: 'm3' });
  expect(ids()).toEqual(['m3']);
});

test.each([
  ['an invalid pattern', { EventPattern: { source: [] } }, 'Reason: Empty arrays are not allowed'],
  [
    'a target that it cannot invoke',
    { EventPattern: onSent, Targets: [{ Id: 't', Arn: 'arn:aws:firehose:us-east-1:0:x' }] },
    'a target of firehose',
  ],
  [
    'an unknown property of a target',
    { EventPattern: onSent, Targets: [{ Id: 't', Arn: functionArn('A'), HttpParameters: {} }] },
    'Targets.0.HttpParameters',
  ],
  [
    'a path that it cannot read',
    { EventPattern: onSent, Targets: [{ Id: 't', Arn: functionArn('A'), InputPath: '$..x' }] },
    'the path $..x',
  ],
  ['a cron expression', { ScheduleExpression: 'cron(0 12 * * ? *)' }, 'cron(0 12 * * ? *)'],
  ['a bus that does not exist', { EventPattern: onSent, EventBusName: 'nowhere' }, 'no event bus nowhere'],
  ['neither pattern nor schedule', {}, 'one of EventPattern and ScheduleExpression'],
])('refuses %s and names the rule', async (_what, properties, reason) => {
  const refused = rule(properties);
  await expect(refused).rejects.toThrow(reason);
  await expect(refused).rejects.toThrow('Rule (AWS::Events::Rule)');
});
