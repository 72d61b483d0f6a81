import { SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from '../aws/client-options.ts';

export const createQueueClient = (): SQSClient => new SQSClient(clientOptions);
