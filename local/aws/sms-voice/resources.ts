import * as z from 'zod';
import type { CloudContext, ResourceHandler } from '../../resource.ts';
import { cfnBoolean, noLocalEffect, physicalName, readProperties } from '../properties.ts';
import type { ConfigurationSets } from './configuration-sets.ts';

type Place = Pick<CloudContext, 'accountId' | 'region'>;

const LogsDestination = z.strictObject({ IamRoleArn: z.string(), LogGroupArn: z.string() });

const ConfigurationSet = z.strictObject({
  ConfigurationSetName: z.string().optional(),
  EventDestinations: z
    .array(
      z.strictObject({
        EventDestinationName: z.string(),
        Enabled: cfnBoolean,
        MatchingEventTypes: z.array(z.string()),
        CloudWatchLogsDestination: LogsDestination.optional(),
        KinesisFirehoseDestination: noLocalEffect,
        SnsDestination: noLocalEffect,
      }),
    )
    .default([]),
  DefaultSenderId: noLocalEffect,
  MessageFeedbackEnabled: noLocalEffect,
  ProtectConfigurationId: noLocalEffect,
  Tags: noLocalEffect,
});

const arnOf = ({ accountId, region }: Place, path: string): string =>
  `arn:aws:sms-voice:${region}:${accountId}:${path}`;

/** `arn:aws:logs:region:account:log-group:NAME:*` */
const logGroupOf = (arn: string): string => arn.split(':')[6] ?? '';

/** AWS::SMSVOICE::ConfigurationSet, with its event destinations of CloudWatch Logs. */
export const configurationSetHandler =
  (place: Place, configurationSets: ConfigurationSets): ResourceHandler =>
  async (resource) => {
    const { ConfigurationSetName, EventDestinations } = readProperties(ConfigurationSet, resource);
    const name = ConfigurationSetName ?? physicalName(resource.logicalId, 64);
    configurationSets.create(
      name,
      EventDestinations.flatMap(({ Enabled, MatchingEventTypes, CloudWatchLogsDestination: logs }) =>
        Enabled && logs
          ? [{ logGroup: logGroupOf(logs.LogGroupArn), matchingEventTypes: MatchingEventTypes }]
          : [],
      ),
    );
    return { ref: name, attributes: { Arn: arnOf(place, `configuration-set/${name}`) } };
  };

/** What else a template may hold of the service: it changes nothing here but can be named by others. */
const namedOnly = (place: Place, path: string, idAttribute: string): ResourceHandler => {
  return async ({ logicalId }) => {
    const id = physicalName(logicalId, 64);
    return { ref: id, attributes: { Arn: arnOf(place, `${path}/${id}`), [idAttribute]: id } };
  };
};

/** The resource types of End User Messaging. */
export const smsVoiceHandlers = (
  place: Place,
  configurationSets: ConfigurationSets,
): Readonly<Record<string, ResourceHandler>> => ({
  'AWS::SMSVOICE::ConfigurationSet': configurationSetHandler(place, configurationSets),
  'AWS::SMSVOICE::OptOutList': namedOnly(place, 'opt-out-list', 'OptOutListName'),
  'AWS::SMSVOICE::PhoneNumber': namedOnly(place, 'phone-number', 'PhoneNumberId'),
  'AWS::SMSVOICE::Pool': namedOnly(place, 'pool', 'PoolId'),
  'AWS::SMSVOICE::ProtectConfiguration': namedOnly(place, 'protect-configuration', 'ProtectConfigurationId'),
  'AWS::SMSVOICE::SenderId': namedOnly(place, 'sender-id', 'SenderId'),
});
