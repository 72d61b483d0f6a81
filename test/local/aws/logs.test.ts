import { expect, test } from 'vitest';
import { readFilterPattern } from '../../../local/aws/logs/filter-pattern.ts';
import { functionArn, startLocalEndpoint } from '../../support/local-endpoint.ts';
import { createManualClock } from '../../support/manual-clock.ts';

test.each([
  ['', 'anything', true],
  ['ERROR', 'an ERROR here', true],
  ['ERROR', 'an error here', false],
  ['ERROR timeout', 'timeout ERROR', true],
  ['ERROR timeout', 'ERROR', false],
  ['"two words"', 'has two words', true],
  ['"two words"', 'words two', false],
  ['ERROR -harmless', 'ERROR', true],
  ['ERROR -harmless', 'harmless ERROR', false],
  ['?A ?B', 'B', true],
  ['?A ?B', 'C', false],
])('the pattern %j on %j gives %s', (pattern, message, result) => {
  expect(readFilterPattern(pattern)(message)).toBe(result);
});

test.each([['{ $.status = "FAILURE" }'], ['[a, b]'], ['%regex%']])('refuses the pattern %s', (pattern) => {
  expect(() => readFilterPattern(pattern)).toThrow(pattern);
});

test('forgets lines after the retention of their group', async () => {
  const time = createManualClock();
  const local = await startLocalEndpoint({ clock: time.clock });
  const { ref, attributes } = await local.create('AWS::Logs::LogGroup', 'Group', { RetentionInDays: 1 });
  expect(attributes?.Arn).toBe('arn:aws:logs:us-east-1:000000000000:log-group:local-Group:*');
  local.endpoint.logs.append(ref, 's', 'old');
  await time.advance(25 * 3_600_000);
  local.endpoint.logs.append(ref, 's', 'new');
  expect(local.endpoint.logs.read(ref).map(({ message }) => message)).toEqual(['new']);
  await local.stop();
});

test('refuses a subscription that it cannot serve, by name', async () => {
  const local = await startLocalEndpoint();
  const filter = (more: object) =>
    local.create('AWS::Logs::SubscriptionFilter', 'Filter', {
      ...{ LogGroupName: 'g', FilterPattern: '', DestinationArn: functionArn('A'), ...more },
    });
  await expect(filter({ FilterPattern: '{ $.a = 1 }' })).rejects.toThrow(
    'Filter (AWS::Logs::SubscriptionFilter): the filter',
  );
  await expect(filter({ DestinationArn: 'arn:aws:kinesis:x' })).rejects.toThrow(
    'DestinationArn: only functions',
  );
  await local.stop();
});
