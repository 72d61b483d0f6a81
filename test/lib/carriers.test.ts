import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import type { CarrierPacing } from '../../lib/carriers/carrier.ts';
import { SnsCarrier } from '../../lib/carriers/sns-carrier.ts';
import { SnsDeliveryLogs } from '../../lib/carriers/sns-delivery-logs.ts';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { emptyStack, pipelineIn, synthesized } from '../support/synthesized.ts';

const variableOf = (template: Template, name: string) =>
  Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment.Variables[name])
    .filter(Boolean);

describe('the carriers of a pipeline', () => {
  it('are offered to callers with the first as the default', () => {
    expect(new Set(variableOf(synthesized(), 'CARRIER_NAMES'))).toEqual(new Set(['twilio,sns']));
  });

  it('are set up alike in every sender and in the receiver of webhooks', () => {
    const settings = variableOf(synthesized(), 'CARRIERS').map((value) => JSON.stringify(value));
    expect(settings).toHaveLength(4);
    expect(new Set(settings).size).toBe(1);
  });

  it('are told where they are by a parameter, so that a simulator can stand in for Twilio', () => {
    const template = synthesized();
    template.hasParameter('TwilioApiUrl', { Type: 'String', Default: 'https://api.twilio.com' });
    const [carriers] = variableOf(template, 'CARRIERS');
    const json = carriers['Fn::Join'][1]
      .map((part: string | { Ref: string }) => (typeof part === 'string' ? part : part.Ref))
      .join('');
    expect(JSON.parse(json)).toEqual({
      twilio: {
        secretArn: expect.stringContaining('TwilioCredentials'),
        apiUrl: 'TwilioApiUrl',
        sender: 'TwilioSender',
      },
      sns: {},
    });
  });

  it('may not be none', () => {
    expect(() => pipelineIn(emptyStack(), { carriers: [] })).toThrow('no carrier to submit to');
  });

  it('may not be given twice', () => {
    const stack = emptyStack();
    const twilio = new TwilioCarrier({ secret: new Secret(stack, 'Credentials') });
    expect(() => pipelineIn(stack, { carriers: [twilio, twilio] })).toThrow('twilio is given twice');
  });
});

describe('the pacing of carriers', () => {
  const paced = (pacing: CarrierPacing) => {
    const stack = emptyStack();
    const secret = new Secret(stack, 'Credentials');
    pipelineIn(stack, { carriers: [new TwilioCarrier({ secret, sender: '+15557654321', pacing })] });
    return Template.fromStack(stack);
  };

  it('is told to every sender, with the sender of texts that name none', () => {
    const pacing = { segmentsPerSecond: 50, senders: { '+15557654321': 3 } };
    const told = variableOf(paced(pacing), 'PACING');
    expect(told).toHaveLength(3);
    expect(JSON.parse(told[0])).toEqual({ twilio: { ...pacing, defaultSender: '+15557654321' } });
  });

  it('is in no function unless a carrier has one', () => {
    expect(variableOf(synthesized(), 'PACING')).toEqual([]);
  });

  it('is checked at synth', () => {
    expect(() => paced({ segmentsPerSecond: 0, senders: { SHOP: 5_000 } })).toThrow(
      /twilio\.segmentsPerSecond: .*twilio\.senders\.SHOP: /s,
    );
  });
});

describe('SNS', () => {
  it('leaves nothing in a pipeline without it', () => {
    const stack = emptyStack();
    pipelineIn(stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('sns');
  });

  it('hands what it logs of deliveries and failures to ingest-receipt', () => {
    const filters = Object.values(synthesized().findResources('AWS::Logs::SubscriptionFilter'));
    expect(filters).toHaveLength(2);
    for (const { Properties } of filters) {
      expect(Properties.DestinationArn['Fn::GetAtt'][0]).toContain('IngestReceipt');
      expect(Properties.FilterPattern).toBe('');
    }
  });

  it('sets aside the deliveries that ingest-receipt failed on three times', () => {
    synthesized().hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 2 });
  });

  it('uses log groups that the account already has', () => {
    const stack = emptyStack();
    const deliveryLogs = new SnsDeliveryLogs(stack, 'Logs', { existing: true });
    pipelineIn(stack, { carriers: [new SnsCarrier({ deliveryLogs })] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Logs::SubscriptionFilter', 2);
    expect(JSON.stringify(template.findResources('AWS::Logs::LogGroup'))).not.toContain('DirectPublish');
  });

  it('logs every delivery of the account once the deployer asks for that', () => {
    const stack = emptyStack();
    new SnsDeliveryLogs(stack, 'Logs', { configureAccount: true });
    const [settings] = Object.values(Template.fromStack(stack).findResources('Custom::AWS'));
    expect(JSON.stringify(settings?.Properties.Create)).toContain('DeliveryStatusSuccessSamplingRate');
  });
});
