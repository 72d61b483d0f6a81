import { App, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { SmsPipeline, TwilioCarrier, TwilioCredentials } from 'sms-pipeline';

const stack = new Stack(new App(), 'Texts');

const pipeline = new SmsPipeline(stack, 'Sms', {
  carriers: [
    new TwilioCarrier({ secret: new TwilioCredentials(stack, 'TwilioCredentials', { retained: true }) }),
  ],
  eventBus: EventBus.fromEventBusName(stack, 'CompanyBus', 'company'),
});

const lost = new Queue(stack, 'Lost', { enforceSSL: true });
pipeline.events.on('sms.message.undelivered', new SqsQueue(lost));
pipeline.events.on('sms.message.failed', new SqsQueue(lost));
