import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { functionArn, type LocalEndpoint, startLocalEndpoint } from '../../support/local-endpoint.ts';
import { createManualClock } from '../../support/manual-clock.ts';

let local: LocalEndpoint;
let time: ReturnType<typeof createManualClock>;
beforeEach(async () => {
  time = createManualClock();
  local = await startLocalEndpoint({ clock: time.clock });
});
afterEach(() => local.stop());

const hourMs = 3_600_000;
const role = { RoleArn: 'arn:aws:iam::000000000000:role/scheduler' };
const Target = { Arn: functionArn('Sweep'), ...role };
const schedule = (properties: Record<string, unknown>) =>
  local.create('AWS::Scheduler::Schedule', 'Sweep', {
    FlexibleTimeWindow: { Mode: 'OFF' },
    ScheduleExpression: 'rate(1 hour)',
    Target,
    ...properties,
  });
const restart = async () => {
  await local.stop();
  local = await startLocalEndpoint({ clock: time.clock, dataDir: local.dataDir });
};
const events = () => local.functions.invocations.map(({ event }) => event);

test('fires at once and then at its rate', async () => {
  await schedule({});
  await time.advance(0);
  expect(events()).toMatchObject([{ source: 'aws.scheduler', 'detail-type': 'Scheduled Event' }]);
  await time.advance(3 * hourMs);
  expect(events()).toHaveLength(4);
});

test('fires in time over a restart, neither anew nor twice', async () => {
  await schedule({});
  await time.advance(1000);
  await restart();
  await schedule({});
  await time.advance(hourMs - 2000);
  expect(events()).toEqual([]);
  await time.advance(2000);
  expect(events()).toHaveLength(1);
});

test('fires once for all the times that fell due while nothing ran', async () => {
  await schedule({});
  await time.advance(1000);
  await local.stop();
  await time.advance(10.5 * hourMs);
  local = await startLocalEndpoint({ clock: time.clock, dataDir: local.dataDir });
  await schedule({});
  await time.advance(0);
  expect(events()).toHaveLength(1);
  await time.advance(hourMs / 2);
  expect(events()).toHaveLength(2);
});

test('fires once at the time of at(…), and never again', async () => {
  const ScheduleExpression = 'at(2026-11-22T06:00:00)';
  await schedule({ ScheduleExpression });
  await time.advance(6 * hourMs - 1);
  expect(events()).toEqual([]);
  await time.advance(hourMs);
  expect(events()).toHaveLength(1);
  await restart();
  await schedule({ ScheduleExpression });
  await time.advance(24 * hourMs);
  expect(events()).toEqual([]);
});

test('fills its keywords into the input', async () => {
  const Input = '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>"}';
  const { attributes } = await schedule({ Target: { ...Target, Input } });
  await time.advance(0);
  expect(events()).toEqual([{ at: '2026-11-22T00:00:00Z', by: attributes?.Arn }]);
});

test('sends to a queue', async () => {
  const { ref, attributes } = await local.create('AWS::SQS::Queue', 'Work');
  await schedule({ Target: { Arn: attributes?.Arn, ...role, Input: '"go"' } });
  await time.advance(0);
  const receive = new ReceiveMessageCommand({ QueueUrl: ref });
  await expect.poll(async () => (await local.sqs.send(receive)).Messages?.[0]?.Body).toBe('"go"');
});

test('does nothing while it is disabled', async () => {
  await schedule({ State: 'DISABLED' });
  await time.advance(hourMs);
  expect(events()).toEqual([]);
});

test('names its group in its ARN', async () => {
  const group = await local.create('AWS::Scheduler::ScheduleGroup', 'Group');
  const { attributes } = await schedule({ GroupName: group.ref });
  expect(attributes?.Arn).toBe('arn:aws:scheduler:us-east-1:000000000000:schedule/local-Group/local-Sweep');
});

test.each([
  ['cron(0 12 * * ? *)'],
  ['rate(1 hours)'],
  ['rate(5 minute)'],
  ['rate(0 minutes)'],
  ['at(tomorrow)'],
])('refuses %s', async (ScheduleExpression) => {
  await expect(schedule({ ScheduleExpression })).rejects.toThrow(ScheduleExpression);
});

test('refuses a target and a property that it does not have, by name', async () => {
  await expect(schedule({ Target: { ...Target, Arn: 'arn:aws:ecs:us-east-1:0:cluster/x' } })).rejects.toThrow(
    'ecs',
  );
  await expect(schedule({ StartDate: '2027-01-01T00:00:00Z' })).rejects.toThrow('property StartDate');
});
