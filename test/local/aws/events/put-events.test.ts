import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/local-endpoint.ts';

let local: LocalEndpoint;
beforeEach(async () => {
  local = await startLocalEndpoint();
  await local.create('AWS::Events::EventBus', 'Bus', { Name: 'sms' });
});
afterEach(() => local.stop());

const entry = {
  EventBusName: 'sms',
  Source: 'sms-pipeline',
  DetailType: 'sms.message.sent',
  Detail: '{"id":"m1:2"}',
};
const put = (...Entries: PutEventsRequestEntry[]) => local.events.send(new PutEventsCommand({ Entries }));

test('makes an event of an entry, as EventBridge writes it', async () => {
  const { Entries } = await put({ ...entry, Time: new Date('2026-11-22T10:00:00.500Z'), Resources: ['r'] });
  expect(local.endpoint.bus.history(0).map(({ bus, event }) => [bus, event])).toEqual([
    [
      'sms',
      {
        ...{
          version: '0',
          id: Entries?.[0]?.EventId,
          'detail-type': 'sms.message.sent',
          source: 'sms-pipeline',
        },
        ...{ account: '000000000000', time: '2026-11-22T10:00:00Z', region: 'us-east-1', resources: ['r'] },
        detail: { id: 'm1:2' },
      },
    ],
  ]);
});

test('takes the default bus when none is named, and the ARN of a bus for its name', async () => {
  const { EventBusName: _, ...unnamed } = entry;
  await put(unnamed, { ...entry, EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/sms' });
  expect(local.endpoint.bus.history(0).map(({ bus }) => bus)).toEqual(['default', 'sms']);
});

test('refuses single entries and takes the others', async () => {
  const answer = await put(
    { ...entry, Detail: '{' },
    { ...entry, Detail: '[]' },
    { ...entry, Source: 'aws.s3' },
    { EventBusName: 'sms', Source: 'a', Detail: '{}' },
    entry,
  );
  expect(answer.FailedEntryCount).toBe(4);
  expect(answer.Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
    'MalformedDetail',
    'MalformedDetail',
    'NotAuthorizedForSourceException',
    'InvalidArgument',
    undefined,
  ]);
  expect(local.endpoint.bus.history(0)).toHaveLength(1);
});

test('drops an event for a bus that does not exist, as AWS does, but tells the terminal', async () => {
  const answer = await put({ ...entry, EventBusName: 'nowhere' });
  expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  expect(local.endpoint.bus.history(0)).toEqual([]);
  expect(local.reported).toEqual([expect.stringContaining('no event bus is named nowhere')]);
});

test.each([
  ['no entry', []],
  ['eleven entries', Array.from({ length: 11 }, () => entry)],
  [
    'more than 256 KB',
    Array.from({ length: 2 }, () => ({ ...entry, Detail: `{"x":"${'x'.repeat(140_000)}"}` })),
  ],
])('refuses a call with %s', async (_what, entries) => {
  await expect(put(...entries)).rejects.toMatchObject({ name: 'ValidationException' });
});
