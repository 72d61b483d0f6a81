import type { SmsConfig } from './lib/config/sms-config.ts';

/** What `npx cdk deploy` deploys, and `npm start` runs. docs/deploying.md names every field. */
const config: SmsConfig = {
  // The first is the default carrier.
  carriers: [{ carrier: 'twilio' }, { carrier: 'sns' }],

  // Round figures for the previews of a first try: put in the rates of your own contracts.
  rateCard: [
    { carrier: 'twilio', country: 'US', pricePerSegment: '0.01', currency: 'USD' },
    { carrier: 'twilio', country: '*', pricePerSegment: '0.05', currency: 'USD' },
    { carrier: 'sns', country: 'US', pricePerSegment: '0.01', currency: 'USD' },
    { carrier: 'sns', country: '*', pricePerSegment: '0.05', currency: 'USD' },
  ],
};

export default config;
