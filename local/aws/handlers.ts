import * as z from 'zod';
import type { CloudContext, ResourceHandler } from '../resource.ts';
import type { AwsApi } from './call.ts';
import type { Deliveries } from './deliveries.ts';
import { tableHandler } from './dynamodb/table.ts';
import { archiveHandler } from './events/archive-resource.ts';
import type { EventBus } from './events/bus.ts';
import { eventBusHandler } from './events/bus-resource.ts';
import { ruleHandler } from './events/rule-resource.ts';
import type { LogGroups } from './logs/log-groups.ts';
import { logGroupHandler, subscriptionFilterHandler } from './logs/resources.ts';
import { noLocalEffect, readProperties } from './properties.ts';
import { scheduleGroupHandler, scheduleHandler } from './scheduler/schedule.ts';
import type { Ticker } from './scheduler/ticker.ts';
import { secretHandler } from './secrets/secret-resource.ts';
import type { ConfigurationSets } from './sms-voice/configuration-sets.ts';
import { smsVoiceHandlers } from './sms-voice/resources.ts';
import { queueHandler } from './sqs/queue-resource.ts';

/** A refusal names the resource, whatever it was that refused. */
const naming =
  (handler: ResourceHandler): ResourceHandler =>
  async (resource, context) => {
    try {
      return await handler(resource, context);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${resource.logicalId} (${resource.type}): ${reason}`, { cause });
    }
  };

/**
 * A policy on a single resource has no effect here: who may call is decided by the policy of the function's role.
 * Its properties are still checked by name.
 */
const policy = (...properties: readonly string[]): ResourceHandler => {
  const schema = z.strictObject(Object.fromEntries(properties.map((name) => [name, noLocalEffect])));
  return async (resource) => {
    readProperties(schema, resource);
    return { ref: resource.logicalId, attributes: { Id: resource.logicalId } };
  };
};

export type HandlerParts = {
  readonly api: AwsApi;
  readonly bus: EventBus;
  readonly logs: LogGroups;
  readonly ticker: Ticker;
  readonly deliveries: Deliveries;
  readonly configurationSets: ConfigurationSets;
  readonly mirror: AwsApi | undefined;
  readonly secretValues: Readonly<Record<string, string>>;
};

/** The resource types that live behind the endpoint. */
export const createHandlers = (
  context: CloudContext,
  parts: HandlerParts,
): Readonly<Record<string, ResourceHandler>> => {
  const { api, bus, logs, ticker, deliveries, configurationSets, mirror, secretValues } = parts;
  const events = { ...context, bus, ticker, mirror };
  const handlers: Readonly<Record<string, ResourceHandler>> = {
    'AWS::DynamoDB::Table': tableHandler(api),
    'AWS::Events::Archive': archiveHandler(events),
    'AWS::Events::EventBus': eventBusHandler(events),
    'AWS::Events::EventBusPolicy': policy(
      'EventBusName',
      'StatementId',
      'Statement',
      'Action',
      'Principal',
      'Condition',
    ),
    'AWS::Events::Rule': ruleHandler(events),
    'AWS::Logs::LogGroup': logGroupHandler(context, logs),
    'AWS::Logs::ResourcePolicy': policy('PolicyName', 'PolicyDocument'),
    'AWS::Logs::SubscriptionFilter': subscriptionFilterHandler(logs),
    'AWS::Scheduler::Schedule': scheduleHandler(context, ticker, deliveries),
    'AWS::Scheduler::ScheduleGroup': scheduleGroupHandler(context),
    'AWS::SQS::Queue': queueHandler(api),
    'AWS::SQS::QueuePolicy': policy('PolicyDocument', 'Queues'),
    'AWS::SecretsManager::ResourcePolicy': policy('SecretId', 'ResourcePolicy', 'BlockPublicPolicy'),
    'AWS::SecretsManager::Secret': secretHandler(context, api, secretValues),
    ...smsVoiceHandlers(context, configurationSets),
  };
  return Object.fromEntries(Object.entries(handlers).map(([type, handler]) => [type, naming(handler)]));
};
