import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Where the metrics of a stack are: each has its own, so that two in an account do not add up. */
export const metricsNamespace = (scope: IConstruct): string => `SmsPipeline/${Stack.of(scope).stackName}`;
