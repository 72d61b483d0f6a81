import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { SubmitRequest } from '../../../core/carrier.ts';
import { registrationOf } from '../dlt.ts';
import type { SnsSettings } from './settings.ts';

const text = (value: string): MessageAttributeValue => ({ DataType: 'String', StringValue: value });

const senderId = (value: string) => ({ 'AWS.SNS.SMS.SenderID': text(value) });
const originationNumber = (value: string) => ({ 'AWS.MM.SMS.OriginationNumber': text(value) });

const isNumber = (sender: string): boolean => /^\+?\d+$/.test(sender);

/** A sender that the text names stands alone: the configured ones would override or contradict it. */
const senderAttributes = (sender: string | undefined, settings: SnsSettings) => {
  if (sender !== undefined) return isNumber(sender) ? originationNumber(sender) : senderId(sender);
  return {
    ...(settings.senderId !== undefined && senderId(settings.senderId)),
    ...(settings.originationNumber !== undefined && originationNumber(settings.originationNumber)),
  };
};

const dltAttributes = (request: SubmitRequest, settings: SnsSettings) => {
  const { entityId, templateId } = registrationOf(request, settings) ?? {};
  return {
    ...(entityId !== undefined && { 'AWS.MM.SMS.EntityId': text(entityId) }),
    ...(templateId !== undefined && { 'AWS.MM.SMS.TemplateId': text(templateId) }),
  };
};

/** The attributes of a `Publish` to a phone number: who it is from, how urgent it is, what it may cost. */
export const messageAttributes = (
  request: SubmitRequest,
  settings: SnsSettings,
): Record<string, MessageAttributeValue> => ({
  ...senderAttributes(request.sender, settings),
  'AWS.SNS.SMS.SMSType': text(request.lane === 'promotional' ? 'Promotional' : 'Transactional'),
  ...dltAttributes(request, settings),
  ...(settings.maxPriceUsd !== undefined && {
    // Not exponent notation, which `String` gives for small prices
    'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: settings.maxPriceUsd.toFixed(5) },
  }),
});
