import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { roleOf, statementsOf } from '../support/grants.ts';
import { emptyStack, pipelineIn, synthesized } from '../support/synthesized.ts';

it('traces no function, and lets none write traces, unless it is told to', () => {
  const template = synthesized();
  for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
    expect(Properties.TracingConfig).toBeUndefined();
  }
  expect(JSON.stringify(template.toJSON())).not.toContain('xray:');
});

it('traces every function when it is told to, and lets each write traces and no more', () => {
  const stack = emptyStack();
  pipelineIn(stack, { tracing: true });
  const template = Template.fromStack(stack);
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::Lambda::Function'))) {
    expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    const everywhere = statementsOf(template, roleOf(template, id)).filter(
      ({ Resource }) => Resource === '*',
    );
    expect(everywhere).toMatchObject([{ Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'] }]);
  }
});
