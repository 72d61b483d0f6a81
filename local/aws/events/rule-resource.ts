import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ResourceHandler } from '../../resource.ts';
import { checkTarget } from '../deliveries.ts';
import { cfnJson, cfnNumber, noLocalEffect, physicalName, readProperties } from '../properties.ts';
import type { Rule } from './bus.ts';
import { busName } from './engine.ts';
import { checkInput, TargetInput } from './input.ts';
import { type EventsParts, inMirror } from './parts.ts';

const Target = TargetInput.extend({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: noLocalEffect,
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: cfnNumber.optional(),
      MaximumEventAgeInSeconds: cfnNumber.optional(),
    })
    .optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().optional() }).optional(),
}).strict();

const RuleProperties = z.strictObject({
  Name: z.string().optional(),
  Description: noLocalEffect,
  EventBusName: z.string().default('default'),
  EventPattern: cfnJson.optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  RoleArn: noLocalEffect,
  Targets: z.array(Target).default([]),
  Tags: noLocalEffect,
});

const schedule = ({ accountId, region, bus, ticker }: EventsParts, rule: Rule, expression: string): void =>
  ticker.set({
    arn: rule.arn,
    expression,
    firstAfterInterval: true,
    fire: (at) => {
      const time = new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
      const kind = {
        version: '0',
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        detail: {},
      } as const;
      bus.trigger(rule, {
        ...kind,
        id: randomUUID(),
        account: accountId,
        time,
        region,
        resources: [rule.arn],
      });
    },
  });

/** AWS::Events::Rule, on events and on schedules. */
export const ruleHandler =
  (parts: EventsParts): ResourceHandler =>
  async (resource) => {
    const { EventPattern, ScheduleExpression, State, Targets, ...properties } = readProperties(
      RuleProperties,
      resource,
    );
    const name = properties.Name ?? physicalName(resource.logicalId, 64);
    const bus = busName(properties.EventBusName);
    const path = bus === 'default' ? name : `${bus}/${name}`;
    const rule: Rule = {
      name,
      arn: `arn:aws:events:${parts.region}:${parts.accountId}:rule/${path}`,
      bus,
      pattern: EventPattern,
      targets: State === 'ENABLED' ? Targets : [],
    };
    const refuse = (reason: string) => new Error(`${resource.logicalId} (${resource.type}): ${reason}`);
    if (!parts.bus.hasBus(bus)) throw refuse(`property EventBusName: there is no event bus ${bus}`);
    if (EventPattern === undefined && ScheduleExpression === undefined) {
      throw refuse('one of EventPattern and ScheduleExpression must be given');
    }
    try {
      for (const target of Targets) {
        checkTarget(target.Arn);
        checkInput(target);
      }
      parts.bus.putRule(rule);
      if (ScheduleExpression !== undefined && State === 'ENABLED') schedule(parts, rule, ScheduleExpression);
    } catch (error) {
      throw refuse(error instanceof Error ? error.message : String(error));
    }
    // Its targets stay here: an emulator could not reach functions that run in this process.
    if (EventPattern !== undefined) {
      await inMirror(parts, 'PutRule', {
        Name: name,
        EventBusName: bus,
        EventPattern: JSON.stringify(EventPattern),
      });
    }
    return { ref: path.replace('/', '|'), attributes: { Arn: rule.arn } };
  };
