import type { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { encryptionKeyOf } from './encryption.ts';

/** An API key for applications of the deployer's own CDK app. Until one is put in, it holds what the API refuses. */
export class SendingKey extends Secret {
  constructor(scope: Construct, id: string, removalPolicy: RemovalPolicy) {
    const encryptionKey = encryptionKeyOf(scope);
    super(scope, id, {
      description:
        'API key that applications send with. Put one in after the first deploy: docs/construct.md',
      removalPolicy,
      ...(encryptionKey && { encryptionKey }),
    });
  }
}
