import { expect, test } from 'vitest';
import { messageAttributes } from '../../../../adapters/carriers/sns/message-attributes.ts';
import { SnsSettings } from '../../../../adapters/carriers/sns/settings.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const values = (...args: Parameters<typeof messageAttributes>) =>
  Object.fromEntries(
    Object.entries(messageAttributes(...args)).map(([name, { StringValue }]) => [name, StringValue]),
  );
const unnamed = () => {
  const { sender: _, ...request } = submitRequest();
  return request;
};

test('names a number as the origination number and letters as the sender id', () => {
  expect(values(submitRequest({ sender: '+447700900100' }), { senderId: 'Shop' })).toEqual({
    'AWS.MM.SMS.OriginationNumber': '+447700900100',
    'AWS.SNS.SMS.SMSType': 'Transactional',
  });
  expect(values(submitRequest({ sender: 'Bank' }), { originationNumber: '+447700900100' })).toEqual({
    'AWS.SNS.SMS.SenderID': 'Bank',
    'AWS.SNS.SMS.SMSType': 'Transactional',
  });
});

test('falls back to the configured senders and price', () => {
  const settings = { senderId: 'Shop', originationNumber: '12345', maxPriceUsd: 0.000_01 };
  expect(values(unnamed(), settings)).toMatchObject({
    'AWS.SNS.SMS.SenderID': 'Shop',
    'AWS.MM.SMS.OriginationNumber': '12345',
    'AWS.SNS.SMS.MaxPrice': '0.00001',
  });
});

test('sends campaigns as promotional and the rest as transactional', () => {
  const type = (lane: 'otp' | 'transactional' | 'promotional') =>
    values(submitRequest({ lane }), {})['AWS.SNS.SMS.SMSType'];
  expect([type('otp'), type('transactional'), type('promotional')]).toEqual([
    'Transactional',
    'Transactional',
    'Promotional',
  ]);
});

test('refuses settings that SNS would refuse', () => {
  for (const wrong of [
    { senderId: '12345' },
    { senderId: 'My Shop' },
    { maxPriceUsd: 0 },
    { maxPriceUsd: 1e-7 },
    { other: 1 },
  ]) {
    expect(SnsSettings.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  }
});
