import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../lib/config/read-config.ts';
import config from '../../sms.config.ts';
import { fullConfig } from '../support/full-config.ts';
import { synthesized } from '../support/synthesized.ts';

const faultsOf = (given: unknown): string[] => {
  try {
    readConfig(given);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(1) : [];
  }
};

describe('sms.config.ts', () => {
  it('is valid as it comes, and with every field', () => {
    expect(faultsOf(config)).toEqual([]);
    expect(faultsOf(fullConfig)).toEqual([]);
  });

  it('is refused with every fault at once: where, what was got and what to do', () => {
    const wrong = {
      ...config,
      carriers: [{ carrier: 'twilio', sender: '' }, { carrier: 'sns', maxPriceUsd: -1 }, { carrier: 'smsc' }],
      routing: { rules: [{ name: 'all', carriers: [{ carrier: 'plivo' }] }] },
      maxSegments: 'ten',
      logLevel: 'loud',
      retention: { logsDays: 31 },
      rateCard: [{ carrier: 'vonage', country: 'US', pricePerSegment: '0.01', currency: 'USD' }],
      dailySegmentsBudget: 5,
      edge: {},
    };
    expect(faultsOf(wrong)).toEqual([
      '- carriers[0].sender: got "". Give a text, or leave it out.',
      '- carriers[1].maxPriceUsd: got -1. Give a number of dollars over 0.',
      '- carriers[2].carrier: got an object. Give one of twilio, vonage, plivo, telnyx, sns, aws-eum, http, sandbox.',
      '- maxSegments: got "ten". Give a value of type number.',
      expect.stringMatching(
        /^- retention\.logsDays: got 31\. CloudWatch knows 1, 3, 5, 7, 14, 30, .*give one of these\.$/,
      ),
      '- logLevel: got "loud". Give one of "debug", "info", "warn", "error".',
      '- dailySegmentsBudget: there is no such field. Take it out, or mend its name.',
      '- routing: rule all names the carrier plivo; configured are twilio, sns, smsc.',
      '- rateCard[0].carrier: got "vonage". Configured are twilio, sns, smsc: give one of these.',
      "- edge: its firewall has to be in us-east-1, and the region is not given. Set region: 'us-east-1', or give the ARN of a web ACL of yours as edge.webAclArn.",
    ]);
  });

  it('does not show a credential that was pasted where the ARN of its secret belongs', () => {
    const [fault] = faultsOf({ carriers: [{ carrier: 'twilio', secretArn: 'c0ffee' }] });
    expect(fault).toBe(
      '- carriers[0].secretArn: what is there does not fit. Give an ARN: arn:aws:secretsmanager:….',
    );
  });

  it.each([
    [{}, '- carriers: missing. Give a value of type array.'],
    ['twilio', '- the file: got "twilio". Give a value of type object.'],
    [
      { carriers: [{ carrier: 'sns' }, { carrier: 'sns' }] },
      '- carriers[1]: sns is there twice. Give each carrier once.',
    ],
    [
      { carriers: [{ carrier: 'sns' }], alarms: {} },
      '- alarms: got an object. Give either topicArn or emails.',
    ],
  ])('refuses %j', (given, fault) => {
    expect(faultsOf(given)).toEqual([fault]);
  });
});

describe('a stack with a full configuration', () => {
  const template = synthesized(fullConfig);
  const [api = ''] = Object.keys(template.findResources('AWS::ApiGatewayV2::Api'));

  it('tells carriers the name of its own, and answers there by CloudFront alone', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { LANE: 'otp', PUBLIC_URL: 'https://sms.example.com' } },
    });
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['sms.example.com'],
        DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' },
        ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
        WebACLId: Match.anyValue(),
      },
    });
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
    expect(routes.filter(({ Properties }) => Properties.AuthorizationType !== 'CUSTOM')).toEqual([]);
    expect(JSON.stringify(template.findResources('AWS::CloudFront::Distribution'))).toContain(api);
  });

  it('keeps tables, queues, secrets, the bus and its archive under a key that rotates', () => {
    template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'Retain',
      Properties: { EnableKeyRotation: true },
    });
    template.allResourcesProperties('AWS::DynamoDB::Table', { SSESpecification: { SSEType: 'KMS' } });
    template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: Match.anyValue() });
    template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: Match.anyValue() });
    template.allResourcesProperties('AWS::Events::EventBus', { KmsKeyIdentifier: Match.anyValue() });
    template.allResourcesProperties('AWS::Events::Archive', { KmsKeyIdentifier: Match.anyValue() });
  });

  it('tells who is on call by mail, over TLS', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'oncall@example.com',
    });
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [Match.anyValue()] });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  it('gives lanes, limits and retention to what acts on them', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      MemorySize: 2_048,
      Environment: { Variables: { LANE: 'otp', DAILY_SEGMENT_BUDGET: '10000' } },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    template.hasResourceProperties('AWS::Events::Archive', { RetentionDays: 7 });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          RETENTION_DAYS: '30',
          EVENT_RECIPIENT: 'number',
          MAX_SEGMENTS: '6',
          DEFAULT_COUNTRY: 'US',
        },
      },
    });
  });

  it('names the API itself without an edge, and closes the gateway’s own name', () => {
    const { edge: _, ...direct } = fullConfig;
    const own = synthesized(direct);
    own.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: 'sms.example.com' });
    own.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    own.resourceCountIs('AWS::Route53::RecordSet', 2);
  });
});
