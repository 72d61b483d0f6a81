import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnArchive } from 'aws-cdk-lib/aws-events';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/**
 * Keeps what waits in the queues below the construct, and what the archive of events holds, when the stack goes. Not the
 * bus: it holds nothing, and a bus that stayed would be in the way of the next stack's, which has the same name.
 */
export const retainWork = (scope: IConstruct): void => {
  for (const construct of scope.node.findAll()) {
    if (construct instanceof CfnQueue || construct instanceof CfnArchive) {
      construct.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
  }
};
