import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { lanes } from '../../core/lanes.ts';
import { synthesized } from '../support/synthesized.ts';

const template = synthesized();
const functions = template.findResources('AWS::Lambda::Function');
const queues = template.findResources('AWS::SQS::Queue');

/** Each queue that feeds a function, with the function, its dead-letter queue and the mapping between them. */
const feeds = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).map(
  ({ Properties: mapping }) => {
    const queueId: string = mapping.EventSourceArn['Fn::GetAtt'][0];
    const { Properties: queue } = queues[queueId] ?? {};
    const deadLetterQueueId: string = queue.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0];
    const { Properties: consumer } = functions[mapping.FunctionName.Ref] ?? {};
    const lane: string | undefined = consumer.Environment.Variables.LANE;
    const others = {
      StatusCallbacks: 'status callbacks',
      Closing: 'closing',
      Settlement: 'reconcile',
      Inbound: 'inbound',
    };
    const [, other] = Object.entries(others).find(([part]) => queueId.includes(part)) ?? [];
    const name: string = lane ?? other ?? 'receipts';
    return {
      name,
      requeues: name !== 'closing' && name !== 'inbound',
      queueId,
      queue,
      deadLetterQueueId,
      deadLetterQueue: queues[deadLetterQueueId]?.Properties,
      consumer,
      consumerId: mapping.FunctionName.Ref,
      mapping,
    };
  },
);
const feedsOfLanes = feeds.filter(({ consumer }) => consumer.Environment.Variables.LANE);

describe('the lanes', () => {
  it('have a queue, a dead-letter queue and a sender each', () => {
    expect(feedsOfLanes.map(({ name }) => name).sort()).toEqual([...lanes].sort());
    for (const part of ['queueId', 'deadLetterQueueId', 'consumerId'] as const) {
      expect(new Set(feedsOfLanes.map((feed) => feed[part])).size).toBe(lanes.length);
    }
  });

  it('send retries to the queue that feeds them', () => {
    for (const { queueId, consumer, name } of feedsOfLanes) {
      expect(consumer.Environment.Variables.LANE_QUEUE_URL, name).toEqual({ Ref: queueId });
    }
  });

  it('keep a campaign from taking the whole concurrency of the account', () => {
    expect(Object.fromEntries(feeds.map(({ name, mapping }) => [name, mapping.ScalingConfig]))).toEqual({
      otp: undefined,
      transactional: undefined,
      promotional: { MaximumConcurrency: 20 },
      receipts: undefined,
      inbound: undefined,
      reconcile: undefined,
      'status callbacks': { MaximumConcurrency: 20 },
      closing: undefined,
    });
  });
});

describe.each(feeds)('the $name queue', ({ name, queue, deadLetterQueue, consumer, mapping, requeues }) => {
  it('takes back only the entries of a batch that failed', () => {
    expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  });

  it('hands on entries at once, ten at most', () => {
    expect(mapping.BatchSize).toBe(10);
    expect(mapping.MaximumBatchingWindowInSeconds ?? 0).toBe(0);
  });

  it('hides a batch for at least six times as long as its function may run', () => {
    const window = mapping.MaximumBatchingWindowInSeconds ?? 0;
    expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * consumer.Timeout + window);
  });

  it('sets an entry aside that keeps failing, for longer than it keeps one waiting', () => {
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(name === 'receipts' ? 10 : 5);
    expect(deadLetterQueue.MessageRetentionPeriod).toBe(14 * 86_400);
    expect(deadLetterQueue.MessageRetentionPeriod).toBeGreaterThan(queue.MessageRetentionPeriod);
  });

  it('lets its function know which try is the last', () => {
    expect(consumer.Environment.Variables.MAX_RECEIVE_COUNT).toBe(
      String(queue.RedrivePolicy.maxReceiveCount),
    );
  });

  it('lets its function put entries back without being taken for a runaway loop, where it does that', () => {
    expect(consumer.RecursiveLoop).toBe(requeues ? 'Allow' : 'Terminate');
  });
});

it.each(Object.keys(queues))('encrypts %s and takes only encrypted connections', (queueId) => {
  expect(queues[queueId]?.Properties.SqsManagedSseEnabled).toBe(true);
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: queueId }],
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Deny',
          Action: 'sqs:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
    },
  });
});

it('lets nobody but the rule of status callbacks put entries into a queue by its policy', () => {
  const senders = Object.values(template.findResources('AWS::SQS::QueuePolicy')).flatMap(({ Properties }) =>
    Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow').map(
      (statement: { Principal: unknown; Condition: unknown }) => ({
        ...statement,
        queues: Properties.Queues,
      }),
    ),
  );
  expect(senders).toHaveLength(1);
  expect(senders[0]).toMatchObject({
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringContaining('Rule'), 'Arn'] } } },
    queues: [{ Ref: expect.stringContaining('StatusCallbacksQueue') }],
  });
});

it('keeps a loop guard on functions that do not requeue', () => {
  const consumers = new Set(feeds.filter(({ requeues }) => requeues).map(({ consumerId }) => consumerId));
  for (const [id, { Properties }] of Object.entries(functions)) {
    expect(Properties.RecursiveLoop, id).toBe(consumers.has(id) ? 'Allow' : 'Terminate');
  }
});
