import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Lets X-Ray see a part of the runs of every function below the construct. */
export const traceFunctions = (scope: IConstruct): void => {
  for (const construct of scope.node.findAll()) {
    const { defaultChild } = construct.node;
    if (!(construct instanceof LambdaFunction) || !(defaultChild instanceof CfnFunction)) continue;
    defaultChild.tracingConfig = { mode: 'Active' };
    construct.addToRolePolicy(
      new PolicyStatement({
        actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
        // X-Ray has no resource to name for these.
        resources: ['*'],
      }),
    );
  }
};
