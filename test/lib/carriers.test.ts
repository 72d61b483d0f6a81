import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { CarriersVariable, carrierModules } from '../../adapters/carriers/registry.ts';
import { AwsEumCarrier } from '../../lib/carriers/aws-eum-carrier.ts';
import { AwsEumConfigurationSet } from '../../lib/carriers/aws-eum-configuration-set.ts';
import { AwsEumDeliveryEvents } from '../../lib/carriers/aws-eum-delivery-events.ts';
import type { CarrierPacing } from '../../lib/carriers/carrier.ts';
import { HttpCarrier, type HttpCarrierProps } from '../../lib/carriers/http-carrier.ts';
import { PlivoCarrier } from '../../lib/carriers/plivo-carrier.ts';
import { SnsCarrier } from '../../lib/carriers/sns-carrier.ts';
import { SnsDeliveryLogs } from '../../lib/carriers/sns-delivery-logs.ts';
import { TelnyxCarrier } from '../../lib/carriers/telnyx-carrier.ts';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { VonageCarrier } from '../../lib/carriers/vonage-carrier.ts';
import { checkedPacing } from '../../lib/pacing.ts';
import { documentedApi } from '../support/documented-api.ts';
import { literal } from '../support/literal.ts';
import { emptyStack, pipelineIn, synthesized, withEveryCarrier } from '../support/synthesized.ts';

const variableOf = (template: Template, name: string) =>
  Object.values(template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment.Variables[name])
    .filter(Boolean);

describe('the carriers of a pipeline', () => {
  it('are offered to callers with the first as the default', () => {
    expect(new Set(variableOf(synthesized(), 'CARRIER_NAMES'))).toEqual(new Set(['twilio,sns']));
  });

  it('are set up alike in every sender, the settler and the receiver of webhooks', () => {
    const settings = variableOf(synthesized(), 'CARRIERS').map((value) => JSON.stringify(value));
    expect(settings).toHaveLength(5);
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
      // For the texts of test keys.
      sandbox: {},
    });
  });

  it('are set up, every one, with what its adapter reads', () => {
    const template = withEveryCarrier();
    const [variable] = variableOf(template, 'CARRIERS');
    const sets = Object.keys(template.findResources('AWS::SMSVOICE::ConfigurationSet'));
    const names = Object.fromEntries(sets.map((id) => [id, { Default: 'a-name' }]));
    const settings = CarriersVariable.parse(literal(variable, names));
    expect(Object.keys(settings)).toHaveLength(Object.keys(carrierModules).length);
  });

  it('leave an environment room within the 4 KB that Lambda gives it', () => {
    for (const { Properties } of Object.values(withEveryCarrier().findResources('AWS::Lambda::Function'))) {
      const variables = Object.entries(Properties.Environment.Variables);
      const bytes = variables.map(([name, value]) => name.length + literal(value).length);
      expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3500);
    }
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

  it('is there for carriers of every kind but the sandbox', () => {
    const stack = emptyStack();
    const secret = new Secret(stack, 'Secret');
    const pacing = { segmentsPerSecond: 50 };
    const deliveryEvents = new AwsEumDeliveryEvents(stack, 'Events');
    const { secretArn: _, ...api } = documentedApi();
    const carriers = [
      new TwilioCarrier({ secret, pacing }),
      new VonageCarrier({ secret, pacing }),
      new PlivoCarrier({ secret, pacing }),
      new TelnyxCarrier({ secret, pacing }),
      new SnsCarrier({ deliveryLogs: new SnsDeliveryLogs(stack, 'Logs'), pacing }),
      new AwsEumCarrier({ deliveryEvents, originationIdentity: 'pool-1', pacing }),
      new HttpCarrier({ ...api, secret, pacing }),
    ];
    const paced = checkedPacing(carriers);
    expect(Object.keys(paced)).toEqual(Object.keys(carrierModules).filter((name) => name !== 'sandbox'));
    expect([paced.http?.defaultSender, paced['aws-eum']?.defaultSender]).toEqual(['Shop', 'pool-1']);
    for (const { settings } of carriers) expect(settings).not.toHaveProperty('pacing');
  });

  it('is in no function unless a carrier has one', () => {
    expect(variableOf(synthesized(), 'PACING')).toEqual([]);
  });

  it('is checked at synth', () => {
    expect(() => paced({ segmentsPerSecond: 0, senders: { SHOP: 5_000 } })).toThrow(
      /twilio\.segmentsPerSecond: .*twilio\.senders\.SHOP: /s,
    );
  });

  it('is refused at synth when it says no rate', () => {
    expect(() => paced({})).toThrow(/- twilio: says no rate/);
    expect(() => paced({ burstSegments: 5 })).toThrow(/- twilio: says no rate/);
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

describe('End User Messaging', () => {
  const rulesIn = (template: Template) =>
    Object.values(
      template.findResources('AWS::Events::Rule', {
        Properties: { EventPattern: { source: ['aws.sms-voice'] } },
      }),
    );

  it('hands the events of its texts on the default bus to ingest-receipt', () => {
    const [rule, ...others] = rulesIn(withEveryCarrier());
    expect(others).toEqual([]);
    expect(rule?.Properties.EventBusName).toBeUndefined();
    expect(rule?.Properties.EventPattern).toEqual({
      source: ['aws.sms-voice'],
      'detail-type': ['Text Message Delivery Status Updated'],
    });
    expect(JSON.stringify(rule?.Properties.Targets)).toContain('IngestReceipt');
  });

  it('listens to the events of some senders only, where others in the account send as well', () => {
    const stack = emptyStack();
    new AwsEumDeliveryEvents(stack, 'Events', { originationPhoneNumbers: ['+15557654321'] });
    expect(rulesIn(Template.fromStack(stack))[0]?.Properties.EventPattern.detail).toEqual({
      originationPhoneNumber: ['+15557654321'],
    });
  });

  it('logs the events of its configuration set where the deployer asks for that, for a day', () => {
    const template = withEveryCarrier();
    template.hasResourceProperties('AWS::SMSVOICE::ConfigurationSet', {
      EventDestinations: [{ Enabled: true, MatchingEventTypes: ['TEXT_ALL'] }],
    });
    const [filter] = Object.entries(template.findResources('AWS::Logs::SubscriptionFilter')).filter(([id]) =>
      id.startsWith('ConfigurationSet'),
    );
    const groupId = filter?.[1].Properties.LogGroupName.Ref;
    expect(template.findResources('AWS::Logs::LogGroup')[groupId]?.Properties.RetentionInDays).toBe(1);
    expect(filter?.[1].Properties.DestinationArn['Fn::GetAtt'][0]).toContain('IngestReceipt');
  });

  it('needs no configuration set, and logs nothing by itself', () => {
    const stack = emptyStack();
    const deliveryEvents = new AwsEumDeliveryEvents(stack, 'Events');
    new AwsEumConfigurationSet(stack, 'Set', { defaultSenderId: 'Shop' });
    pipelineIn(stack, { carriers: [new AwsEumCarrier({ deliveryEvents, originationIdentity: 'Shop' })] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Logs::SubscriptionFilter', 0);
    template.hasResourceProperties('AWS::SMSVOICE::ConfigurationSet', { DefaultSenderId: 'Shop' });
    expect(JSON.stringify(variableOf(template, 'CARRIERS'))).not.toContain('configurationSetName');
  });

  it('may send from what another account shares', () => {
    const stack = emptyStack();
    const originationIdentity = 'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1';
    const deliveryEvents = new AwsEumDeliveryEvents(stack, 'Events');
    pipelineIn(stack, { carriers: [new AwsEumCarrier({ deliveryEvents, originationIdentity })] });
    const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policies).toContain(originationIdentity);
  });

  it('refuses two configuration sets', () => {
    const stack = emptyStack();
    const props = {
      deliveryEvents: new AwsEumDeliveryEvents(stack, 'Events'),
      originationIdentity: 'Shop',
      configurationSet: new AwsEumConfigurationSet(stack, 'Set'),
      configurationSetName: 'another',
    };
    expect(() => new AwsEumCarrier(props)).toThrow('either a configurationSet of the stack or');
  });
});

describe('the http carrier', () => {
  const described: HttpCarrierProps = {
    url: 'https://api.example.com/messages',
    body: { format: 'form', fields: { to: '{{recipient}}', text: '{{text}}' } },
    answer: { id: '/id' },
  };

  it('refuses a description that does not hold together, before any deploy', () => {
    const headers = { authorization: 'Bearer {{secret.token}}' };
    expect(() => new HttpCarrier({ ...described, headers })).toThrow(
      /^The http carrier cannot be set up so:\n.*needed for \{\{secret.NAME\}\}/,
    );
  });

  it('refuses a description that no environment has room for', () => {
    const codes = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`E${i}`, 'permanent' as const]));
    const answer = { id: '/id', code: '/code', codes };
    expect(() => new HttpCarrier({ ...described, answer })).toThrow(/has \d+ bytes/);
  });

  it('takes a URL that is a parameter of the template', () => {
    const url = new CfnParameter(emptyStack(), 'Url').valueAsString;
    expect(() => new HttpCarrier({ ...described, url })).not.toThrow();
    const body = { format: 'form', fields: { text: '{{text}}' } } as const;
    expect(() => new HttpCarrier({ ...described, body, url: `${url}/x?to={{recipient}}` })).not.toThrow();
    expect(() => new HttpCarrier({ ...described, body, url: `${url}/x` })).toThrow('{{recipient}}');
  });

  it('moves all of the API to a simulator, and nothing that is at another host', () => {
    const secret = new Secret(emptyStack(), 'Secret');
    const { secretArn: _, lookup, ...api } = documentedApi();
    if (!lookup) throw new Error('the documented API has a look-up');
    const urlsOf = (lookupUrl: string) => {
      const asked = { ...lookup, url: lookupUrl };
      const { settings } = new HttpCarrier({ ...api, lookup: asked, secret, apiUrl: 'http://127.0.0.1:1' });
      return [settings.url, Object(settings.lookup).url];
    };
    expect(urlsOf('https://api.example.com/x?a={{attemptId}}')).toEqual([
      'http://127.0.0.1:1/v2/texts',
      'http://127.0.0.1:1/x?a={{attemptId}}',
    ]);
    expect(urlsOf('https://reports.example.com/x?a={{attemptId}}')[1]).toBe(
      'https://reports.example.com/x?a={{attemptId}}',
    );
  });
});
