import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { expect, it } from 'vitest';
import { emptyStack, pipelineIn, synthesized } from '../support/synthesized.ts';

it('lets an application read the key that texts are sent with, and do no more', () => {
  const stack = emptyStack();
  const pipeline = pipelineIn(stack);
  const application = new Role(stack, 'Application', {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  pipeline.grantSend(application);
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy', {
    Properties: { Roles: [stack.resolve(application.roleName)] },
  });
  const statements = Object.values(policies).map(({ Properties }) => Properties.PolicyDocument.Statement);
  expect(statements).toEqual([
    [
      {
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: stack.resolve(pipeline.sendingKey.secretArn),
      },
    ],
  ]);
});

it('keeps one key for all of them, and none where nobody asks', () => {
  const pipeline = pipelineIn(emptyStack());
  expect(pipeline.sendingKey).toBe(pipeline.sendingKey);
  expect(JSON.stringify(synthesized().toJSON())).not.toContain('SendingKey');
});
