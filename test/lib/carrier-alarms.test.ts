import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { expect, it } from 'vitest';
import { PlivoCarrier } from '../../lib/carriers/plivo-carrier.ts';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { emptyStack, pipelineIn, synthesized, withEveryCarrier } from '../support/synthesized.ts';

const alarmsIn = (template: Template) => Object.values(template.findResources('AWS::CloudWatch::Alarm'));

it('watches each carrier, by the metric that the functions of this stack write', () => {
  const template = synthesized();
  const alarms = alarmsIn(template).filter(({ Properties }) => Properties.MetricName === 'CarrierUnhealthy');
  expect(alarms.map(({ Properties }) => Properties.Dimensions)).toEqual([
    [{ Name: 'carrier', Value: 'twilio' }],
    [{ Name: 'carrier', Value: 'sns' }],
  ]);
  const namespaces = Object.values(template.findResources('AWS::Lambda::Function')).map(
    ({ Properties }) => Properties.Environment.Variables.METRICS_NAMESPACE,
  );
  for (const { Properties } of alarms) expect(new Set(namespaces)).toEqual(new Set([Properties.Namespace]));
});

it('does not watch the sandbox, whose failures are on demand', () => {
  const watched = alarmsIn(withEveryCarrier()).map(({ Properties }) => Properties.Dimensions?.[0]?.Value);
  expect(watched).toContain('vonage');
  expect(watched).not.toContain('sandbox');
});

it('lets those who accept and preview read the health of carriers that a rule draws among, and nobody else', () => {
  const readersOf = (drawn: readonly string[]) => {
    const stack = emptyStack();
    const secret = new Secret(stack, 'Credentials');
    const carriers = [new TwilioCarrier({ secret }), new PlivoCarrier({ secret })];
    const rules = [{ name: 'all', carriers: drawn.map((carrier) => ({ carrier })) }];
    pipelineIn(stack, { carriers, routing: { rules } });
    return Object.entries(Template.fromStack(stack).findResources('AWS::Lambda::Function'))
      .filter(([, { Properties }]) => Properties.Environment.Variables.CARRIER_HEALTH_TABLE !== undefined)
      .map(([id]) => id.match(/AcceptBatch|AcceptMessage|PreviewMessage|TwilioMessages/)?.[0]);
  };
  expect(readersOf(['twilio'])).toEqual([]);
  expect(readersOf(['twilio', 'plivo']).sort()).toEqual([
    'AcceptBatch',
    'AcceptMessage',
    'PreviewMessage',
    'TwilioMessages',
  ]);
});
