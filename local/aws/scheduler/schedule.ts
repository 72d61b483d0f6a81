import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { CloudContext, ResourceHandler } from '../../resource.ts';
import { checkTarget, type Deliveries } from '../deliveries.ts';
import { isoSecond } from '../iso-second.ts';
import { noLocalEffect, physicalName, readProperties } from '../properties.ts';
import { deliverySettings, targetSettings } from '../target-settings.ts';
import type { Ticker } from './ticker.ts';

const Target = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  ...targetSettings,
});

const Properties = z.strictObject({
  Name: z.string().optional(),
  GroupName: z.string().default('default'),
  Description: noLocalEffect,
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.enum(['UTC', 'Etc/UTC']).optional(),
  /** Within a flexible window every moment is right, so the first one is taken. */
  FlexibleTimeWindow: z.strictObject({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: noLocalEffect,
  }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  KmsKeyArn: noLocalEffect,
  Target,
});

type Place = Pick<CloudContext, 'accountId' | 'region'>;

/** What the target gets: the input with the Scheduler's keywords filled in, or its default event. */
const payloadOf = (
  { accountId, region }: Place,
  input: string | undefined,
  arn: string,
  at: number,
): unknown => {
  if (input === undefined) {
    const shared = {
      version: '0',
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: accountId,
      region,
    };
    return { ...shared, id: randomUUID(), time: isoSecond(at), resources: [arn], detail: '{}' };
  }
  const text = input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', isoSecond(at))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** AWS::Scheduler::Schedule. */
export const scheduleHandler =
  (place: Place, ticker: Ticker, deliveries: Deliveries): ResourceHandler =>
  async (resource) => {
    const { Target: target, ...properties } = readProperties(Properties, resource);
    const name = properties.Name ?? physicalName(resource.logicalId, 64);
    const arn = `arn:aws:scheduler:${place.region}:${place.accountId}:schedule/${properties.GroupName}/${name}`;
    checkTarget(target.Arn);
    if (properties.State === 'ENABLED') {
      ticker.set({
        arn,
        expression: properties.ScheduleExpression,
        firstAfterInterval: false,
        fire: (at) =>
          deliveries.add({
            from: arn,
            targetArn: target.Arn,
            payload: payloadOf(place, target.Input, arn, at),
            ...deliverySettings(target),
          }),
      });
    }
    return { ref: name, attributes: { Arn: arn } };
  };

const Group = z.strictObject({ Name: z.string().optional(), Tags: noLocalEffect });

/** AWS::Scheduler::ScheduleGroup: only a name here. */
export const scheduleGroupHandler =
  ({ accountId, region }: Place): ResourceHandler =>
  async (resource) => {
    const name = readProperties(Group, resource).Name ?? physicalName(resource.logicalId, 64);
    return {
      ref: name,
      attributes: { Arn: `arn:aws:scheduler:${region}:${accountId}:schedule-group/${name}` },
    };
  };
