import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { CarriersVariable } from '../../adapters/carriers/registry.ts';
import { PlivoCarrier } from '../../lib/carriers/plivo-carrier.ts';
import { SnsCarrier } from '../../lib/carriers/sns-carrier.ts';
import { SnsDeliveryLogs } from '../../lib/carriers/sns-delivery-logs.ts';
import { TelnyxCarrier } from '../../lib/carriers/telnyx-carrier.ts';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { VonageCarrier } from '../../lib/carriers/vonage-carrier.ts';
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

describe('the carriers outside AWS', () => {
  const stack = emptyStack();
  const secret = new Secret(stack, 'Credentials');
  const sender = '+447700900100';
  const uuid = '00000000-0000-4000-8000-000000000000';
  const dlt = { dltEntityId: '1101234567890123456', dltTemplateId: '1107123456789012345' };
  const carriers = [
    new TwilioCarrier({ secret }),
    new VonageCarrier({ secret }),
    new VonageCarrier({ secret, api: 'messages', apiUrl: 'http://127.0.0.1:1', sender, ...dlt }),
    new VonageCarrier({ secret, api: 'sms', signatureMethod: 'md5hash', sender: '' }),
    new PlivoCarrier({ secret, sender: uuid, ...dlt, dltTemplateCategory: 'transactional' }),
    new TelnyxCarrier({ secret, sender: 'Shop', messagingProfileId: uuid }),
  ];

  it('are set up as their adapters read it', () => {
    for (const { name, settings } of carriers) {
      expect(CarriersVariable.safeParse(JSON.stringify({ [name]: settings })).error).toBeUndefined();
    }
  });

  it('let senders and the receiver read one secret, and push nothing', () => {
    const [, ...others] = carriers.filter(({ settings }) => settings.api === undefined);
    pipelineIn(stack, { carriers: others });
    const template = Template.fromStack(stack);
    expect(variableOf(template, 'CARRIER_NAMES')).toContain('vonage,plivo,telnyx');
    template.resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
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
