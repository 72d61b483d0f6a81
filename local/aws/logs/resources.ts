import * as z from 'zod';
import type { CloudContext, ResourceHandler } from '../../resource.ts';
import { cfnNumber, noLocalEffect, physicalName, readProperties } from '../properties.ts';
import type { LogGroups } from './log-groups.ts';

const Group = z.strictObject({
  LogGroupName: z.string().optional(),
  RetentionInDays: cfnNumber.optional(),
  LogGroupClass: noLocalEffect,
  KmsKeyId: noLocalEffect,
  DataProtectionPolicy: noLocalEffect,
  DeletionProtectionEnabled: noLocalEffect,
  Tags: noLocalEffect,
});

/** AWS::Logs::LogGroup. */
export const logGroupHandler =
  ({ accountId, region }: Pick<CloudContext, 'accountId' | 'region'>, logs: LogGroups): ResourceHandler =>
  async (resource) => {
    const { LogGroupName, RetentionInDays } = readProperties(Group, resource);
    const name = LogGroupName ?? physicalName(resource.logicalId, 512);
    logs.create(name, RetentionInDays);
    return { ref: name, attributes: { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}:*` } };
  };

const Filter = z.strictObject({
  FilterName: z.string().optional(),
  LogGroupName: z.string(),
  FilterPattern: z.string(),
  DestinationArn: z.string().startsWith('arn:aws:lambda:', 'only functions are supported as a destination'),
  Distribution: noLocalEffect,
});

/** AWS::Logs::SubscriptionFilter to a function. */
export const subscriptionFilterHandler =
  (logs: LogGroups): ResourceHandler =>
  async (resource) => {
    const { FilterName, LogGroupName, FilterPattern, DestinationArn } = readProperties(Filter, resource);
    const name = FilterName ?? physicalName(resource.logicalId, 512);
    logs.subscribe({ name, group: LogGroupName, pattern: FilterPattern, functionArn: DestinationArn });
    return { ref: name };
  };
