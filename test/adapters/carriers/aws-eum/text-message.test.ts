import { expect, test } from 'vitest';
import { AwsEumSettings } from '../../../../adapters/carriers/aws-eum/settings.ts';
import { textMessage } from '../../../../adapters/carriers/aws-eum/text-message.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const settings = { originationIdentity: 'pool-1' };
const unnamed = () => {
  const { sender: _, ...request } = submitRequest();
  return request;
};

test('asks for what the text and the settings say, with our attempt id in the context', () => {
  const request = submitRequest({ text: 'Grüße', sender: 'Shop' });
  const all = {
    ...settings,
    configurationSetName: 'set',
    protectConfigurationId: 'protect-1',
    maxPriceUsd: 0.000_01,
  };
  expect(textMessage(request, all)).toEqual({
    DestinationPhoneNumber: '+447700900500',
    OriginationIdentity: 'Shop',
    MessageBody: 'Grüße',
    MessageType: 'TRANSACTIONAL',
    TimeToLive: 600,
    Context: { attemptId: request.attemptId },
    ConfigurationSetName: 'set',
    ProtectConfigurationId: 'protect-1',
    MaxPrice: '0.00001',
  });
});

test('leaves out what is not configured, and sends from the configured identity', () => {
  expect(Object.keys(textMessage(unnamed(), settings)).sort()).toEqual([
    'Context',
    'DestinationPhoneNumber',
    'MessageBody',
    'MessageType',
    'OriginationIdentity',
    'TimeToLive',
  ]);
  expect(textMessage(unnamed(), settings).OriginationIdentity).toBe('pool-1');
});

test('sends campaigns as promotional and the rest as transactional', () => {
  const types = (['otp', 'transactional', 'promotional'] as const).map(
    (lane) => textMessage(submitRequest({ lane }), settings).MessageType,
  );
  expect(types).toEqual(['TRANSACTIONAL', 'TRANSACTIONAL', 'PROMOTIONAL']);
});

test('keeps the time to live within what the service takes', () => {
  const timeToLive = (validitySeconds: number) =>
    textMessage(submitRequest({ validitySeconds }), settings).TimeToLive;
  expect([1, 5, 86_400, 1_000_000].map(timeToLive)).toEqual([5, 5, 86_400, 259_200]);
});

test('names the registration ids to India and nowhere else', () => {
  const india = { ...settings, indiaEntityId: '1101', indiaTemplateId: '1107' };
  const parameters = (recipient: string, given: AwsEumSettings = india) =>
    textMessage(submitRequest({ recipient }), given).DestinationCountryParameters;
  expect(parameters('+919999900001')).toEqual({ IN_ENTITY_ID: '1101', IN_TEMPLATE_ID: '1107' });
  expect(parameters('+447700900500')).toBeUndefined();
  expect(parameters('+919999900001', settings)).toBeUndefined();
});

test('refuses settings that the service would refuse', () => {
  expect(AwsEumSettings.safeParse({ ...settings, maxPriceUsd: 99.99 }).success).toBe(true);
  for (const wrong of [
    {},
    { originationIdentity: 'My Shop' },
    { ...settings, configurationSetName: 'a set' },
    { ...settings, maxPriceUsd: 0 },
    { ...settings, maxPriceUsd: 100 },
    { ...settings, indiaEntityId: '1 2' },
    { ...settings, other: 1 },
  ]) {
    expect(AwsEumSettings.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  }
});
