import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { expect, it } from 'vitest';
import { WorkQueue } from '../../lib/blocks/work-queue.ts';
import { emptyStack } from '../support/synthesized.ts';

const consumerIn = (stack: ReturnType<typeof emptyStack>, timeout: Duration) =>
  new LambdaFunction(stack, 'Consumer', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    timeout,
  });

it('adds the batching window to six times the timeout', () => {
  const stack = emptyStack();
  const queue = new WorkQueue(stack, 'Work', {
    consumerTimeout: Duration.seconds(20),
    maxReceiveCount: 3,
    batchingWindow: Duration.seconds(5),
  });
  queue.feed(consumerIn(stack, Duration.seconds(20)));

  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 125 });
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', { MaximumBatchingWindowInSeconds: 5 });
});

it('refuses a function that may work longer on a batch than the queue was made for', () => {
  const stack = emptyStack();
  const queue = new WorkQueue(stack, 'Work', { consumerTimeout: Duration.seconds(10), maxReceiveCount: 3 });
  expect(() => queue.feed(consumerIn(stack, Duration.seconds(30)))).toThrow(
    'Stack/Work feeds a function that may run for 30 s, but hides a batch only long enough for 10 s',
  );
});
