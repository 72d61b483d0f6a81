import type { LambdaFunction } from '../../local/functions/lambda-function.ts';

/** A function of the template, as far as a test does not say otherwise. */
export const lambdaFunction = (given: Partial<LambdaFunction> = {}): LambdaFunction => {
  const name = given.name ?? 'Fn';
  return {
    logicalId: name,
    name,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    codePath: '/nowhere',
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    reservedConcurrency: undefined,
    variables: {},
    ...given,
  };
};
