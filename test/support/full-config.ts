import type { SmsConfig } from '../../lib/config/sms-config.ts';

/** A configuration that says everything that can be said, the values unlike the defaults. */
export const fullConfig: SmsConfig = {
  environment: 'production',
  region: 'us-east-1',
  removalPolicy: 'retain',
  carriers: [
    { carrier: 'twilio', sender: '+15005550006', pacing: { segmentsPerSecond: 80, overflowSeconds: 2 } },
    { carrier: 'vonage', api: 'messages', sender: 'Shop' },
    { carrier: 'plivo', sender: '+15005550006' },
    {
      carrier: 'telnyx',
      secretArn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:telnyx-AbCdEf',
      sender: '+15005550006',
    },
    { carrier: 'sns', senderId: 'Shop', maxPriceUsd: 0.5, deliveryLogs: { existing: true } },
    { carrier: 'aws-eum', originationIdentity: 'pool-1', logEvents: true },
    {
      carrier: 'http',
      url: 'https://api.example.com/v1/messages',
      headers: { authorization: 'Bearer {{secret.token}}' },
      body: {
        format: 'json',
        template: { to: '{{recipient}}', text: '{{text}}', ref: '{{attemptId}}' },
      },
      answer: { id: '/id' },
      pacing: { segmentsPerSecond: 10 },
      receipts: {
        signature: { kind: 'token', header: 'x-token', secretKey: 'webhook' },
        id: '/id',
        status: '/status',
        statuses: { done: 'delivered' },
      },
      inbound: { id: '/id', from: '/from', to: '/to', text: '/text' },
      lookup: {
        url: 'https://api.example.com/v1/messages/{{attemptId}}',
        id: '/id',
        status: '/status',
        absent: [{ httpStatus: 404, at: '/error', is: ['unknown'] }],
      },
    },
    { carrier: 'sandbox' },
  ],
  routing: {
    rules: [
      {
        name: 'all',
        carriers: [{ carrier: 'twilio', weight: 3 }, { carrier: 'vonage' }],
        fallbacks: ['sns'],
      },
    ],
  },
  rateCard: [{ carrier: 'twilio', country: '*', pricePerSegment: '0.05', currency: 'USD' }],
  defaultCountry: 'US',
  maxSegments: 6,
  allowFixedLines: true,
  lanes: { otp: { memorySize: 2_048 }, promotional: { maxConcurrency: 5 } },
  policies: { promotional: 'at-least-once' },
  limits: { perKey: { requestsPerMinute: 600 } },
  dailySegmentBudget: 10_000,
  inbound: { numbers: { '+15005550006': 'globex' }, tenant: 'acme', stopWords: ['ARRET'] },
  corsOrigins: ['https://console.example.com'],
  retention: { messagesDays: 30, eventsDays: 7, logsDays: 14, receiptHours: 48 },
  eventRecipient: 'number',
  registerSchemas: true,
  alarms: { emails: ['oncall@example.com'] },
  domain: {
    name: 'sms.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
    hostedZone: { id: 'Z1', name: 'example.com' },
  },
  edge: { requestsPerAddress: 5_000 },
  encryptionKey: 'own',
  dailySpendAlarm: { amount: 500, currency: 'USD' },
  tracing: true,
  logLevel: 'warn',
};
