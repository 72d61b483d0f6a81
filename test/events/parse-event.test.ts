import middy from '@middy/core';
import { describe, expect, test } from 'vitest';
import { eventCatalogue } from '../../core/event-catalogue.ts';
import { parseEvent } from '../../events/parse-event.ts';
import type { SmsEvent } from '../../events/sms-event.ts';
import { smsEvents } from '../../events/sms-events.ts';
import { lambdaContext } from '../support/lambda-context.ts';

const fromTheBus = (type: string, detail: unknown) => ({
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': type,
  source: 'sms-pipeline',
  account: '111122223333',
  time: '2026-11-22T09:30:02Z',
  region: 'eu-west-1',
  resources: [],
  detail,
});

const examples = Object.entries(eventCatalogue).map(([type, { example }]) => ({ type, example }));
const delivered = eventCatalogue['sms.message.delivered'].example;
const withData = (more: object) =>
  structuredClone({ ...Object(delivered), data: { ...Object(delivered).data, ...more } });

describe('an event from the bus', () => {
  test.each(examples)('of type $type is read', ({ type, example }) => {
    expect(parseEvent(fromTheBus(type, example))).toEqual(example);
  });

  test('of a newer deployment is read, without what this package does not know', () => {
    const newer = { ...withData({ mood: 'good', error: { code: 'not_yet_thought_of' } }), more: 1 };
    expect(parseEvent(fromTheBus('sms.message.delivered', newer))).toEqual(
      withData({ error: { code: 'not_yet_thought_of' } }),
    );
  });

  test.each([
    ['another source', { ...fromTheBus('sms.message.delivered', delivered), source: 'aws.s3' }, 'source'],
    ['no detail', fromTheBus('sms.message.delivered', undefined), 'detail'],
    ['another type', fromTheBus('x', { ...Object(delivered), type: 'sms.message.lost' }), 'detail.type'],
    ['a wrong field', fromTheBus('x', withData({ version: 'two' })), 'detail.data.version'],
    ['nothing', undefined, 'the event itself'],
  ])('is refused for %s, by the name of the field and without its value', (_, event, field) => {
    expect(() => parseEvent(event)).toThrow(`not an event of the SMS pipeline: wrong are ${field}`);
  });

  test('tells by its type what it holds', () => {
    const event = parseEvent(fromTheBus('sms.message.delivered', delivered));
    const said = (sms: SmsEvent): string => {
      switch (sms.type) {
        case 'sms.message.delivered':
          return sms.data.status satisfies 'delivered';
        case 'sms.inbound.received':
          return sms.data.keyword ?? 'none';
        default:
          return sms.id;
      }
    };
    expect(said(event)).toBe('delivered');
  });

  test('reaches a handler of middy parsed', async () => {
    const handler = middy<SmsEvent, string>()
      .use(smsEvents())
      .handler(async (event: SmsEvent) => event.id);
    const { id } = Object(delivered);
    const invoke = (json: string) => handler(JSON.parse(json), lambdaContext());
    expect(await invoke(JSON.stringify(fromTheBus('sms.message.delivered', delivered)))).toBe(id);
    await expect(invoke('{"source":"aws.s3"}')).rejects.toThrow('not an event');
  });
});
