import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { expect, it } from 'vitest';
import type { Carrier } from '../../lib/carriers/carrier.ts';
import { HttpCarrier } from '../../lib/carriers/http-carrier.ts';
import { VonageCarrier } from '../../lib/carriers/vonage-carrier.ts';
import type { SmsPipelineProps } from '../../lib/sms-pipeline-props.ts';
import { grantsIn, roleOf, statementsOf } from '../support/grants.ts';
import { emptyStack, pipelineIn } from '../support/synthesized.ts';

const httpCarrier = (secret: Secret, dedupes: boolean): HttpCarrier =>
  new HttpCarrier({
    ...{ secret, dedupes, url: 'https://api.example.com', headers: { authorization: '{{secret.token}}' } },
    body: {
      format: 'json',
      template: { to: '{{recipient}}', text: '{{text}}', id: '{{attemptId}}' },
    },
    answer: { id: '/id' },
  });

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

it.each<[string, (secret: Secret) => Carrier, number]>([
  ["Vonage's SMS API, which has reports", (secret) => new VonageCarrier({ secret }), 1],
  ["Vonage's Messages API, which has none", (secret) => new VonageCarrier({ secret, api: 'messages' }), 0],
  ['an API that drops the second of two submits', (secret) => httpCarrier(secret, true), 1],
  ['an API that takes both', (secret) => httpCarrier(secret, false), 0],
])('lets the settler read a secret only where it can ask with it: %s', (_, carrierOf, count) => {
  const stack = emptyStack();
  pipelineIn(stack, { carriers: [carrierOf(new Secret(stack, 'Credentials', { description: 'Own' }))] });
  const template = Template.fromStack(stack);
  const [settler = ''] = Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) =>
    id.includes('SettleMessage'),
  );
  const grants = grantsIn(statementsOf(template, roleOf(template, settler)), (target) =>
    JSON.stringify(target),
  );
  expect(grants.filter((grant) => grant.includes('Credentials'))).toHaveLength(count);
});
