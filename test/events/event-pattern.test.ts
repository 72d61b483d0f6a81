import { expect, test } from 'vitest';
import { eventCatalogue } from '../../core/event-catalogue.ts';
import { type EventFilter, eventPattern } from '../../events/event-pattern.ts';
import { readPattern } from '../../local/aws/events/pattern.ts';

const examples = Object.entries(eventCatalogue).map(([type, { example }]) => ({
  source: 'sms-pipeline',
  'detail-type': type,
  detail: example,
}));

/** The types of the examples that a rule with this pattern would let through. */
const matched = (filter: EventFilter): string[] => {
  const matches = readPattern(eventPattern(filter));
  return examples.filter(matches).map((event) => event['detail-type']);
};

const all = Object.keys(eventCatalogue);
const ofMessages = all.filter((type) => type.startsWith('sms.message.'));
const ofTenants = all.filter((type) => !type.startsWith('sms.carrier.'));

test.each<[string, EventFilter, string[]]>([
  ['nothing', {}, all],
  ['a type', { type: 'sms.message.failed' }, ['sms.message.failed']],
  [
    'two types',
    { type: ['sms.message.sent', 'sms.message.blocked'] },
    ['sms.message.sent', 'sms.message.blocked'],
  ],
  ['its tenant', { tenant: 'acme' }, ofTenants],
  ['another tenant', { tenant: 'globex' }, []],
  ['its lane and country', { lane: 'transactional', country: ['FR', 'GB'] }, ofMessages],
  ['another lane', { lane: 'otp' }, []],
  ['another country', { country: 'FR', reference: 'order-1042' }, []],
  ['a carrier and a type', { carrier: 'twilio', type: 'sms.message.unknown' }, ['sms.message.unknown']],
])('a pattern for %s lets through what fits', (_, filter, types) => {
  expect(matched(filter)).toEqual(types);
});

test('a pattern lets nothing through of another source', () => {
  const matches = readPattern(eventPattern());
  expect(examples.some((event) => matches({ ...event, source: 'aws.s3' }))).toBe(false);
});

test('a pattern is what the API of EventBridge takes', () => {
  expect(eventPattern({ type: 'sms.message.sent', tenant: ['a', 'a', 'b'], country: 'GB' })).toEqual({
    source: ['sms-pipeline'],
    'detail-type': ['sms.message.sent'],
    detail: { tenant: ['a', 'b'], data: { recipient: { country: ['GB'] } } },
  });
});
