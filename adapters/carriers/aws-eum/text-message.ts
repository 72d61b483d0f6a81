import type { SendTextMessageCommandInput } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { SubmitRequest } from '../../../core/carrier.ts';
import { registrationOf } from '../dlt.ts';
import type { AwsEumSettings } from './settings.ts';

/** What `TimeToLive` takes, in seconds. */
const [shortestTimeToLive, longestTimeToLive] = [5, 259_200];

/** India alone has registration ids in the request; elsewhere they would say nothing. */
const countryParameters = (request: SubmitRequest, { indiaEntityId, indiaTemplateId }: AwsEumSettings) => {
  const settings = { dltEntityId: indiaEntityId, dltTemplateId: indiaTemplateId };
  const { entityId, templateId } = registrationOf(request, settings) ?? {};
  const parameters = {
    ...(entityId !== undefined && { IN_ENTITY_ID: entityId }),
    ...(templateId !== undefined && { IN_TEMPLATE_ID: templateId }),
  };
  return Object.keys(parameters).length > 0 ? parameters : undefined;
};

/** The request that `SendTextMessage` takes, with our attempt id in its context. */
export const textMessage = (
  request: SubmitRequest,
  settings: AwsEumSettings,
): SendTextMessageCommandInput => {
  const { configurationSetName, protectConfigurationId, maxPriceUsd } = settings;
  const parameters = countryParameters(request, settings);
  return {
    DestinationPhoneNumber: request.recipient,
    OriginationIdentity: request.sender ?? settings.originationIdentity,
    MessageBody: request.text,
    MessageType: request.lane === 'promotional' ? 'PROMOTIONAL' : 'TRANSACTIONAL',
    TimeToLive: Math.min(
      Math.max(Math.floor(request.validitySeconds), shortestTimeToLive),
      longestTimeToLive,
    ),
    Context: { attemptId: request.attemptId },
    ...(configurationSetName !== undefined && { ConfigurationSetName: configurationSetName }),
    ...(protectConfigurationId !== undefined && { ProtectConfigurationId: protectConfigurationId }),
    // Not exponent notation, which `String` gives for small prices
    ...(maxPriceUsd !== undefined && { MaxPrice: maxPriceUsd.toFixed(5) }),
    ...(parameters && { DestinationCountryParameters: parameters }),
  };
};
