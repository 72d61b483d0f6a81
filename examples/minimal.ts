import { App, Stack } from 'aws-cdk-lib';
import { SmsPipeline, TwilioCarrier, TwilioCredentials } from 'sms-pipeline';

const stack = new Stack(new App(), 'Texts');

new SmsPipeline(stack, 'Sms', {
  carriers: [
    new TwilioCarrier({ secret: new TwilioCredentials(stack, 'TwilioCredentials', { retained: true }) }),
  ],
});
