import { Template } from 'aws-cdk-lib/assertions';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, it } from 'vitest';
import { eventCatalogue } from '../../core/event-catalogue.ts';
import { emptyStack, pipelineIn, synthesized } from '../support/synthesized.ts';

it('archives every event of the pipeline for 30 days, to be replayed', () => {
  synthesized().hasResourceProperties('AWS::Events::Archive', {
    EventPattern: { 'detail-type': [{ prefix: 'sms.' }] },
    RetentionDays: 30,
  });
});

it('sends a subscriber the events of the type that it asked for', () => {
  const stack = emptyStack();
  const pipeline = pipelineIn(stack);

  pipeline.events.on('sms.message.delivered', new SqsQueue(new Queue(stack, 'Delivered')));

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    EventBusName: stack.resolve(pipeline.events.bus.eventBusName),
    EventPattern: { 'detail-type': ['sms.message.delivered'] },
    State: 'ENABLED',
  });
});

it('serves several subscribers to a type by one rule', () => {
  const stack = emptyStack();
  const { events } = pipelineIn(stack);

  events.on('sms.message.failed', new SqsQueue(new Queue(stack, 'One')));
  events.on('sms.message.failed', new SqsQueue(new Queue(stack, 'Other')));

  const rules = Object.values(
    Template.fromStack(stack).findResources('AWS::Events::Rule', {
      Properties: { EventPattern: { 'detail-type': ['sms.message.failed'] } },
    }),
  );
  expect(rules.map(({ Properties }) => Properties.Targets.length)).toEqual([2]);
});

it('describes its events in a schema registry, where it is asked to', () => {
  const stack = emptyStack();
  pipelineIn(stack, { registerSchemas: true });
  const schemas = Object.values(
    Template.fromStack(stack).findResources('AWS::EventSchemas::Schema', {
      Properties: { Type: 'JSONSchemaDraft4' },
    }),
  );
  const contents = schemas.map(({ Properties }) => JSON.parse(Properties.Content));
  expect(schemas.map(({ Properties }) => Properties.SchemaName).sort()).toEqual(
    Object.keys(eventCatalogue)
      .map((type) => `sms-pipeline@${type}`)
      .sort(),
  );
  expect(new Set(contents.map(({ $schema }) => $schema))).toEqual(
    new Set(['http://json-schema.org/draft-04/schema#']),
  );
  expect(contents.map(({ properties }) => properties['detail-type'].enum[0]).sort()).toEqual(
    Object.keys(eventCatalogue).sort(),
  );
  synthesized().resourceCountIs('AWS::EventSchemas::Registry', 0);
});
