import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { SubmitRequest } from '../../../core/carrier.ts';
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

/** The attributes of a `Publish` to a phone number: who it is from, how urgent it is, what it may cost. */
export const messageAttributes = (
  { sender, lane }: SubmitRequest,
  settings: SnsSettings,
): Record<string, MessageAttributeValue> => ({
  ...senderAttributes(sender, settings),
  'AWS.SNS.SMS.SMSType': text(lane === 'promotional' ? 'Promotional' : 'Transactional'),
  ...(settings.maxPriceUsd !== undefined && {
    // Not exponent notation, which `String` gives for small prices
    'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: settings.maxPriceUsd.toFixed(5) },
  }),
});
