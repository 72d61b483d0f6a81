import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { eventPattern } from 'sms-pipeline/events';

export const subscribe = (scope: Construct, busName: string, onEvent: IFunction): Rule => {
  const { 'detail-type': detailType = [], ...pattern } = eventPattern({
    type: ['sms.message.undelivered', 'sms.message.failed'],
    lane: 'otp',
    country: ['GB', 'IE'],
  });
  return new Rule(scope, 'LostCodes', {
    eventBus: EventBus.fromEventBusName(scope, 'Bus', busName),
    eventPattern: { ...pattern, detailType },
    targets: [new LambdaFunction(onEvent)],
  });
};
