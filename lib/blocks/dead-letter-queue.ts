import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { queueEncryption } from './encryption.ts';

/**
 * Where work goes that failed too often. It keeps entries for as long as SQS can, because a standard queue counts an
 * entry's age from when it was first sent, not from when it got here.
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      ...queueEncryption(scope),
      enforceSSL: true,
    });
  }
}
