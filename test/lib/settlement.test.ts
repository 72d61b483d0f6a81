import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import type { SmsPipelineProps } from '../../lib/sms-pipeline-props.ts';
import { grantsIn, roleOf, statementsOf } from '../support/grants.ts';
import { emptyStack, pipelineIn } from '../support/synthesized.ts';

const templateWith = (props: Partial<SmsPipelineProps>): Template => {
  const stack = emptyStack();
  pipelineIn(stack, props);
  return Template.fromStack(stack);
};

const variableOf = (template: Template, name: string): unknown[] =>
  Object.values(template.findResources('AWS::Lambda::Function')).flatMap(({ Properties }) => {
    const value = Properties.Environment.Variables[name];
    return value === undefined ? [] : [value];
  });

it('leaves what is unknown alone in every lane, unless it is told otherwise', () => {
  const policies = { otp: 'at-most-once', transactional: 'at-most-once', promotional: 'at-most-once' };
  expect(new Set(variableOf(templateWith({}), 'POLICIES'))).toEqual(new Set([JSON.stringify(policies)]));
  const [given] = variableOf(templateWith({ policies: { otp: 'at-least-once' } }), 'POLICIES');
  expect(given).toBe(JSON.stringify({ ...policies, otp: 'at-least-once' }));
});

it('counts segments only where tenants have a budget', () => {
  const countersIn = (template: Template): string[] =>
    Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) =>
      grantsIn(statementsOf(template, roleOf(template, id)), (target) => JSON.stringify(target)).some(
        (grant) => /dynamodb:UpdateItem .*Statuses/.test(grant),
      ),
    );
  const without = templateWith({});
  expect(variableOf(without, 'DAILY_SEGMENT_BUDGET')).toEqual([]);
  const withBudget = templateWith({ dailySegmentBudget: 10_000 });
  expect(variableOf(withBudget, 'DAILY_SEGMENT_BUDGET')).toEqual(['10000', '10000', '10000']);
  const senders = countersIn(withBudget).filter((id) => !countersIn(without).includes(id));
  expect(senders).toHaveLength(3);
  for (const sender of senders) expect(sender).toMatch(/SendMessage/);
});
