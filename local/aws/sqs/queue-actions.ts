import * as z from 'zod';
import { AwsError } from '../aws-error.ts';
import type { Engine } from '../call.ts';
import { readInput } from '../input.ts';
import type { Queue } from './queues.ts';
import type { Sqs } from './sqs.ts';

const Texts = z.record(z.string(), z.string());
const Create = z.object({ QueueName: z.string(), Attributes: Texts.default({}) });
const Named = z.object({ QueueName: z.string() });
const AtUrl = z.object({ QueueUrl: z.string() });
const Get = AtUrl.extend({ AttributeNames: z.array(z.string()).default([]) });
const Update = AtUrl.extend({ Attributes: Texts });
const List = z.object({ QueueNamePrefix: z.string().default('') });
const code = 'InvalidParameterValue';

/** What can be done with a queue as a whole. */
export const queueActions = ({ queues, messages, clock, arnOf, urlOf, queueAt }: Sqs): Engine => {
  const attributesOf = ({ name, attributes, settings, createdAt, modifiedAt }: Queue) => {
    const { RedrivePolicy: _parsed, RedriveAllowPolicy: _allow, Policy: _policy, ...plain } = settings;
    const defaults = Object.entries(plain).filter(([, value]) => value !== undefined);
    const counts = messages.count(name, clock.now());
    return {
      ...Object.fromEntries(defaults.map(([key, value]) => [key, String(value)])),
      ...attributes,
      QueueArn: arnOf(name),
      CreatedTimestamp: String(Math.floor(createdAt / 1000)),
      LastModifiedTimestamp: String(Math.floor(modifiedAt / 1000)),
      ApproximateNumberOfMessages: String(counts.visible),
      ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
      ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    };
  };

  return {
    CreateQueue: (input) => {
      const { QueueName, Attributes } = readInput(Create, input, code);
      const existing = queues.find(QueueName);
      if (existing) {
        const current: Readonly<Record<string, string>> = attributesOf(existing);
        const other = Object.keys(Attributes).find((key) => current[key] !== Attributes[key]);
        if (other) {
          const message = `A queue already exists with the same name and a different value for attribute ${other}`;
          throw new AwsError('QueueNameExists', message, { queryCode: 'QueueAlreadyExists' });
        }
      } else queues.put(QueueName, Attributes);
      return { QueueUrl: urlOf(QueueName) };
    },
    GetQueueUrl: (input) => ({ QueueUrl: urlOf(queues.get(readInput(Named, input, code).QueueName).name) }),
    ListQueues: (input) => {
      const { QueueNamePrefix } = readInput(List, input, code);
      const names = queues.all().map(({ name }) => name);
      return { QueueUrls: names.filter((name) => name.startsWith(QueueNamePrefix)).map(urlOf) };
    },
    GetQueueAttributes: (input) => {
      const { QueueUrl, AttributeNames } = readInput(Get, input, code);
      const all = Object.entries(attributesOf(queueAt(QueueUrl)));
      const wanted = all.filter(([name]) => AttributeNames.includes('All') || AttributeNames.includes(name));
      return { Attributes: Object.fromEntries(wanted) };
    },
    SetQueueAttributes: (input) => {
      const { QueueUrl, Attributes } = readInput(Update, input, code);
      const { name, attributes } = queueAt(QueueUrl);
      queues.put(name, { ...attributes, ...Attributes });
      return {};
    },
    ListDeadLetterSourceQueues: (input) => {
      const arn = arnOf(queueAt(readInput(AtUrl, input, code).QueueUrl).name);
      const sources = queues.all().filter((q) => q.settings.RedrivePolicy?.deadLetterTargetArn === arn);
      return { queueUrls: sources.map(({ name }) => urlOf(name)) };
    },
    PurgeQueue: (input) => {
      messages.purge(queueAt(readInput(AtUrl, input, code).QueueUrl).name);
      return {};
    },
    DeleteQueue: (input) => {
      const { name } = queueAt(readInput(AtUrl, input, code).QueueUrl);
      messages.purge(name);
      queues.remove(name);
      return {};
    },
  };
};
