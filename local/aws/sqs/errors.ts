import { AwsError } from '../aws-error.ts';

export const noSuchQueue = (): AwsError =>
  new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', {
    queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
  });

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

export const invalidHandle = (): AwsError =>
  new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.', { status: 404 });

/** Errors of whole batches kept the prefix of the older protocol. */
export const batchError = (code: string, message: string): AwsError =>
  new AwsError(code, message, { queryCode: `AWS.SimpleQueueService.${code}` });
