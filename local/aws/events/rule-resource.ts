import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { ResourceHandler } from '../../resource.ts';
import { checkTarget } from '../deliveries.ts';
import { isoSecond } from '../iso-second.ts';
import { cfnJson, noLocalEffect, physicalName, readProperties } from '../properties.ts';
import { targetSettings } from '../target-settings.ts';
import type { Rule } from './bus.ts';
import { busName } from './engine.ts';
import { checkInput, TargetInput } from './input.ts';
import { type EventsParts, inMirror } from './parts.ts';

const Target = TargetInput.extend({
  Id: z.string(),
  Arn: z.string(),
  RoleArn: noLocalEffect,
  ...targetSettings,
}).strict();

const Properties = z.strictObject({
  Name: z.string().optional(),
  Description: noLocalEffect,
  EventBusName: z.string().default('default'),
  EventPattern: cfnJson.optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  RoleArn: noLocalEffect,
  Targets: z.array(Target).max(5).default([]),
  Tags: noLocalEffect,
});

const schedule = ({ accountId, region, bus, ticker }: EventsParts, rule: Rule, expression: string): void =>
  ticker.set({
    arn: rule.arn,
    expression,
    firstAfterInterval: true,
    fire: (at) => {
      const place = { account: accountId, region, time: isoSecond(at), resources: [rule.arn] };
      const kind = { 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} };
      bus.trigger(rule, { version: '0', id: randomUUID(), ...kind, ...place });
    },
  });

/** AWS::Events::Rule, on events and on schedules. */
export const ruleHandler =
  (parts: EventsParts): ResourceHandler =>
  async (resource) => {
    const { EventPattern, ScheduleExpression, State, Targets, ...rest } = readProperties(
      Properties,
      resource,
    );
    const name = rest.Name ?? physicalName(resource.logicalId, 64);
    const bus = busName(rest.EventBusName);
    const path = bus === 'default' ? name : `${bus}/${name}`;
    const rule: Rule = {
      name,
      arn: `arn:aws:events:${parts.region}:${parts.accountId}:rule/${path}`,
      bus,
      pattern: EventPattern,
      targets: State === 'ENABLED' ? Targets : [],
    };
    if (!parts.bus.hasBus(bus)) throw new Error(`property EventBusName: there is no event bus ${bus}`);
    if (EventPattern === undefined && ScheduleExpression === undefined) {
      throw new Error('one of EventPattern and ScheduleExpression must be given');
    }
    for (const target of Targets) {
      checkTarget(target.Arn);
      checkInput(target);
    }
    parts.bus.putRule(rule);
    if (ScheduleExpression !== undefined && State === 'ENABLED') schedule(parts, rule, ScheduleExpression);
    // Its targets stay here: an emulator could not reach functions that run in this process.
    if (EventPattern !== undefined) {
      const pattern = JSON.stringify(EventPattern);
      await inMirror(parts, 'PutRule', { Name: name, EventBusName: bus, EventPattern: pattern });
    }
    return { ref: path.replace('/', '|'), attributes: { Arn: rule.arn } };
  };
