import { expect, test } from 'vitest';
import * as z from 'zod';
import { createCustomResources } from '../../../local/custom-resources/custom-resources.ts';
import { cloudContext } from '../../support/cloud-context.ts';

const Event = z.looseObject({
  RequestType: z.string(),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  PhysicalResourceId: z.string().optional(),
});
type Event = z.infer<typeof Event>;

type Answer = (event: Event) => object | undefined;

const success: Answer = ({ StackId, RequestId, LogicalResourceId }) => ({
  ...{ Status: 'SUCCESS', PhysicalResourceId: 'made', StackId, RequestId, LogicalResourceId },
});

/** One start of the local cloud: declares the resource and has it made. */
const startWith = async (
  store: ReturnType<typeof cloudContext>['store'] | undefined,
  properties: Record<string, unknown> = {},
  answer: Answer = success,
) => {
  const events: Event[] = [];
  const context = cloudContext({
    ...(store && { store }),
    functions: {
      invoke: async (_arn, given) => {
        const event = Event.parse(given);
        events.push(event);
        const body = answer(event);
        if (body) await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(body) });
      },
      invokeAsync: () => {},
    },
  });
  const resources = createCustomResources(context, 'Demo');
  const created = await resources.handler(
    { logicalId: 'Thing', type: 'Custom::Thing', properties: { ServiceToken: 'arn:maker', ...properties } },
    context,
  );
  const failure = await resources.make().then(
    () => undefined,
    (error: unknown) => String(error),
  );
  return { store: context.store, events, failure, created };
};

test('asks the function as CloudFormation does, with all values as text', async () => {
  const { events, failure } = await startWith(undefined, { Count: 3, Deep: { On: true } });
  expect(failure).toBeUndefined();
  expect(events).toEqual([
    {
      RequestType: 'Create',
      ResponseURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/),
      StackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/Demo/local',
      RequestId: expect.any(String),
      ServiceToken: 'arn:maker',
      ResourceType: 'Custom::Thing',
      LogicalResourceId: 'Thing',
      ResourceProperties: { ServiceToken: 'arn:maker', Count: '3', Deep: { On: 'true' } },
    },
  ]);
});

test('asks once in a data folder, and again for an update when the properties change', async () => {
  const { store } = await startWith(undefined);
  expect((await startWith(store)).events).toEqual([]);
  const { events } = await startWith(store, { Size: 'big' });
  expect(events).toMatchObject([
    {
      RequestType: 'Update',
      PhysicalResourceId: 'made',
      ResourceProperties: { Size: 'big' },
      OldResourceProperties: { ServiceToken: 'arn:maker' },
    },
  ]);
});

test('fails with the reason that the function gives, and asks again at the next start', async () => {
  const { failure, store } = await startWith(undefined, {}, (event) => ({
    ...success(event),
    Status: 'FAILED',
    Reason: 'no paper',
  }));
  expect(failure).toBe('Error: Thing (Custom::Thing): no paper');
  expect((await startWith(store)).events).toMatchObject([{ RequestType: 'Create' }]);
});

test.each<[string, Answer, Record<string, unknown>, RegExp]>([
  ['does not answer', () => undefined, {}, /its function did not answer/],
  ['answers too much', (event) => ({ ...success(event), Data: 'x'.repeat(5000) }), {}, /over 4096 bytes/],
  [
    'answers without an id',
    (event) => ({ ...success(event), PhysicalResourceId: '' }),
    {},
    /PhysicalResourceId/,
  ],
])('fails when the function %s', async (_, answer, properties, message) => {
  expect((await startWith(undefined, properties, answer)).failure).toMatch(message);
});

test('refuses what is not there before the others are: Ref', async () => {
  const { created } = await startWith(undefined);
  expect(() => created.ref).toThrow('does not support Ref of the custom resource Thing');
});
