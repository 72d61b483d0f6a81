import { App, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { SmsPipeline, TelnyxCarrier, VonageCarrier } from 'sms-pipeline';

const stack = new Stack(new App(), 'Texts');

new SmsPipeline(stack, 'Sms', {
  carriers: [
    new TelnyxCarrier({ secret: new Secret(stack, 'TelnyxCredentials'), sender: '+15557654321' }),
    new VonageCarrier({ secret: new Secret(stack, 'VonageCredentials'), sender: 'Shop' }),
  ],
  routing: {
    rules: [
      // Codes try the other carrier at once when the first surely did not take them.
      {
        name: 'codes',
        when: { lanes: ['otp'] },
        carriers: [{ carrier: 'telnyx' }],
        fallbacks: ['vonage'],
      },
      // Everything else is shared out, and one stands in for the other while that is ill.
      { name: 'rest', carriers: [{ carrier: 'telnyx', weight: 3 }, { carrier: 'vonage' }] },
    ],
  },
});
