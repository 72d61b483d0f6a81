import { App, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { SmsPipeline, TwilioCarrier, TwilioCredentials } from 'sms-pipeline';

const region = 'eu-west-1';
const texts = { account: '111111111111', region };
const orders = { account: '222222222222', region };
const app = new App();

// The subscriber's account has a bus that the pipeline's account may put events on …
const subscriber = new Stack(app, 'Orders', { env: orders });
const inbox = new EventBus(subscriber, 'Inbox', { eventBusName: 'texts' });
inbox.addToResourcePolicy(
  new PolicyStatement({
    sid: 'FromTexts',
    principals: [new AccountPrincipal(texts.account)],
    actions: ['events:PutEvents'],
    resources: [inbox.eventBusArn],
  }),
);
new Rule(subscriber, 'Delivered', {
  eventBus: inbox,
  eventPattern: { source: ['sms-pipeline'], detailType: ['sms.message.delivered'] },
  targets: [new SqsQueue(new Queue(subscriber, 'DeliveredTexts', { enforceSSL: true }))],
});

// … and the pipeline hands over what happens.
const stack = new Stack(app, 'Texts', { env: texts });
const pipeline = new SmsPipeline(stack, 'Sms', {
  carriers: [
    new TwilioCarrier({ secret: new TwilioCredentials(stack, 'TwilioCredentials', { retained: true }) }),
  ],
});
const theirInbox = `arn:aws:events:${region}:${orders.account}:event-bus/texts`;
pipeline.events.on(
  'sms.message.delivered',
  new BusTarget(EventBus.fromEventBusArn(stack, 'TheirInbox', theirInbox)),
);
