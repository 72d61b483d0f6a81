import { expect, test } from 'vitest';
import { parseTwilioSecret, TwilioSettings } from '../../../../adapters/carriers/twilio/settings.ts';

const parse = (settings: object) => TwilioSettings.safeParse({ secretArn: 'arn', ...settings });

test('takes each kind of sender', () => {
  for (const sender of ['+447700900100', '12345', 'My Shop', `MG${'a'.repeat(32)}`]) {
    expect(parse({ sender }).data, sender).toEqual({
      secretArn: 'arn',
      apiUrl: 'https://api.twilio.com',
      sender,
    });
  }
});

test('takes a sender that was left empty for none', () => {
  expect(parse({ sender: '' }).data?.sender).toBeUndefined();
});

test('refuses a sender that no network would take, an unknown field and another protocol', () => {
  const wrong = [{ sender: ' ' }, { sender: '07700900100' }, { sender: 'TwelveLetters' }, { sender: '<b>' }];
  for (const settings of [
    ...wrong,
    { retries: 3 },
    { apiUrl: 'file:///etc' },
    { apiUrl: 'api.twilio.com' },
  ]) {
    expect(parse(settings).success, JSON.stringify(settings)).toBe(false);
  }
});

test('drops slashes at the end of the URL', () => {
  expect(parse({ apiUrl: 'http://127.0.0.1:1234/' }).data?.apiUrl).toBe('http://127.0.0.1:1234');
});

test('never quotes the secret in its error', () => {
  for (const secret of [
    'hunter2',
    '{"accountSid":"hunter2"}',
    `{"accountSid":"AC${'0'.repeat(32)}","authToken":""}`,
  ]) {
    expect(() => parseTwilioSecret(secret)).toThrow(/^the Twilio secret is not JSON with an accountSid/);
  }
});
