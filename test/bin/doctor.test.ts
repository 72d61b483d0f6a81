import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { newApiKey } from '../../adapters/api-keys/api-key.ts';
import { createHttpClient } from '../../adapters/http/node-http-client.ts';
import { createSecretsManagerStore } from '../../adapters/secrets/secrets-manager.ts';
import { bootstrapParameter, oldestBootstrap } from '../../bin/doctor/checks/bootstrap.ts';
import { checksOf } from '../../bin/doctor/checks-of.ts';
import { parseDeployment } from '../../bin/doctor/deployment.ts';
import { createDoctor } from '../../bin/doctor/doctor.ts';
import { findingLines } from '../../bin/doctor/finding-lines.ts';
import { type Answers, startFakeAccount } from '../support/fake-account.ts';
import { synthesized } from '../support/synthesized.ts';

const now = () => new Date('2026-11-22T12:00:00.000Z');
const role = 'arn:aws:iam::123456789012:role/DeliveryLogs';
const accountSid = `AC${'1'.repeat(32)}`;
const health = (over: object = {}) => ({ status: 'ok', version: '0.1.0', dependencies: {}, ...over });

const concurrency = (ConcurrentExecutions: number, UnreservedConcurrentExecutions: number) => ({
  AccountLimit: { ConcurrentExecutions, UnreservedConcurrentExecutions },
});

const aKey = (over: object = {}) => {
  const fields = {
    keyId: 'key1',
    hash: 'a'.repeat(64),
    tenant: 'acme',
    createdAt: '2026-11-01T00:00:00.000Z',
  };
  const texts = Object.entries({ ...fields, ...over }).map(([name, value]) => [name, { S: String(value) }]);
  return { ...Object.fromEntries(texts), scopes: { L: [{ S: 'send' }] } };
};

const waiting = newApiKey('live');

/** An account where nothing is wrong. */
const healthyAws: Answers = {
  GetCallerIdentity: { Account: '123456789012' },
  GetParameter: { Parameter: { Value: '21' } },
  Scan: { Items: [aKey()] },
  GetQueueAttributes: { Attributes: { ApproximateNumberOfMessages: '0' } },
  GetSecretValue: { SecretString: JSON.stringify({ accountSid, authToken: 'very-secret-token' }) },
  GetSMSSandboxAccountStatus: { IsInSandbox: false },
  GetSMSAttributes: {
    attributes: {
      MonthlySpendLimit: '500',
      DeliveryStatusIAMRole: role,
      DeliveryStatusSuccessSamplingRate: '100',
    },
  },
  ListOriginationNumbers: { PhoneNumbers: [{ PhoneNumber: '+15005550006' }] },
  DescribeAccountAttributes: { AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] },
  DescribeSpendLimits: { SpendLimits: [{ Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 500 }] },
  DescribePhoneNumbers: { PhoneNumbers: [] },
  DescribeSenderIds: { SenderIds: [] },
  DescribePools: {
    Pools: [{ PoolId: 'pool-1', PoolArn: 'arn:aws:sms-voice:us-east-1:123456789012:pool/pool-1' }],
  },
};

type Examined = {
  readonly aws?: Answers;
  readonly paths?: Readonly<Record<string, [number, object]>>;
  readonly carriers?: (url: string) => object;
  readonly deployed?: boolean;
};

const examine = async ({ aws = {}, paths = {}, carriers, deployed = true }: Examined) => {
  const { url, asked } = await startFakeAccount(
    { ...healthyAws, ...aws },
    {
      '/v1/health': [200, health()],
      '/2016-08-19/account-settings': [200, concurrency(1000, 900)],
      [`/2010-04-01/Accounts/${accountSid}.json`]: [200, { status: 'active' }],
      ...paths,
    },
  );
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 };
  const http = createHttpClient();
  const outputs = {
    ApiUrl: url,
    ApiKeysTable: 'ApiKeys',
    FirstKeySecretArn: 'arn:first',
    AccountTokenKeyArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:AccountTokenKey',
    Carriers: JSON.stringify(
      carriers?.(url) ?? { twilio: { secretArn: 'arn:twilio', apiUrl: url }, sns: {} },
    ),
    SnsDeliveryLogsRoleArn: role,
    OtpDeadLetterQueueUrl: `${url}/otp-dlq`,
  };
  const deps = {
    sts: new STSClient(options),
    ssm: new SSMClient(options),
    lambda: new LambdaClient(options),
    sns: new SNSClient(options),
    endUserMessaging: new PinpointSMSVoiceV2Client(options),
    sqs: new SQSClient(options),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(options)),
    secrets: createSecretsManagerStore({ client: new SecretsManagerClient(options), now }),
    ...{ http, now, version: '0.1.0', qualifier: 'hnb659fds' },
  };
  const report = await createDoctor(await checksOf(deps, deployed ? parseDeployment(outputs) : undefined))();
  http.close();
  const of = (check: string) => report.findings.filter((finding) => finding.check === check);
  return { report, of, asked };
};

const eum = { carriers: () => ({ 'aws-eum': { originationIdentity: 'pool-1' } }) };

test('finds nothing wrong where nothing is', async () => {
  const { report } = await examine({});
  expect(report.findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  expect(new Set(report.findings.map(({ check }) => check))).toEqual(
    new Set([
      ...['AWS account', 'Lambda', 'API', 'API keys', 'First API key', 'dead-letter queues'],
      ...['secret of twilio', 'Amazon SNS'],
    ]),
  );
  expect(report.healthy).toBe(true);
});

test('looks at the account alone before the first deploy', async () => {
  const { report } = await examine({ deployed: false });
  expect(new Set(report.findings.map(({ check }) => check))).toEqual(
    new Set(['AWS account', 'CDK bootstrap', 'Lambda', 'Amazon SNS']),
  );
  expect(report.healthy).toBe(true);
});

describe('of the account it finds', () => {
  test.each<[string, Examined, string, string, string, string]>([
    [
      'credentials of another one than the stack is in',
      { aws: { GetCallerIdentity: { Account: '999999999999' } } },
      'AWS account',
      'problem',
      'the stack is in 123456789012',
      'AWS_PROFILE',
    ],
    [
      'that it is not bootstrapped',
      { deployed: false, aws: { GetParameter: 'ParameterNotFound' } },
      'CDK bootstrap',
      'problem',
      'hnb659fds',
      'npx cdk bootstrap',
    ],
    [
      'that it was bootstrapped long ago',
      { deployed: false, aws: { GetParameter: { Parameter: { Value: '5' } } } },
      'CDK bootstrap',
      'problem',
      'version 5',
      'npx cdk bootstrap',
    ],
    [
      'that its bootstrap may not be looked at',
      { deployed: false, aws: { GetParameter: 'AccessDeniedException' } },
      'CDK bootstrap',
      'unseen',
      'may not look',
      'ssm:GetParameter on /cdk-bootstrap/hnb659fds/version',
    ],
    [
      'that it is so new that hardly a function runs',
      { paths: { '/2016-08-19/account-settings': [200, concurrency(10, 10)] } },
      'Lambda',
      'warning',
      '10 functions at once',
      'Service Quotas',
    ],
    [
      'that other functions have reserved what there is',
      { paths: { '/2016-08-19/account-settings': [200, concurrency(1000, 99)] } },
      'Lambda',
      'warning',
      'and 99 that have none reserved',
      'Service Quotas',
    ],
  ])('%s', async (_, examined, check, state, says, todo) => {
    const { of } = await examine(examined);
    const [finding] = of(check);
    expect(finding).toMatchObject({
      ...{ state, says: expect.stringContaining(says), todo: expect.stringContaining(todo) },
    });
  });

  test('the bootstrap version that the template asks for', () => {
    const { Parameters, Rules } = synthesized().toJSON();
    expect(Parameters.BootstrapVersion.Default).toBe(bootstrapParameter('hnb659fds'));
    const tooOld = Array.from({ length: oldestBootstrap - 1 }, (_, i) => String(i + 1));
    expect(JSON.stringify(Rules.CheckBootstrapVersion)).toContain(JSON.stringify(tooOld));
  });
});

describe('of SNS it finds', () => {
  test.each<[string, Answers, string, string]>([
    [
      'the sandbox',
      { GetSMSSandboxAccountStatus: { IsInSandbox: true } },
      'problem',
      'verified numbers only',
    ],
    [
      'the limit of a new account',
      { GetSMSAttributes: { attributes: { DeliveryStatusIAMRole: role } } },
      'problem',
      '1 USD a month',
    ],
    [
      'that nothing is logged',
      { GetSMSAttributes: { attributes: { MonthlySpendLimit: '500' } } },
      'problem',
      'stay `sent`',
    ],
    [
      'that another role logs',
      { GetSMSAttributes: { attributes: { DeliveryStatusIAMRole: 'arn:other', MonthlySpendLimit: '9' } } },
      'warning',
      'another role',
    ],
    [
      'that a part is logged',
      {
        GetSMSAttributes: {
          attributes: { DeliveryStatusIAMRole: role, DeliveryStatusSuccessSamplingRate: '10' },
        },
      },
      'warning',
      '10 in 100',
    ],
    [
      'that no number is there',
      { ListOriginationNumbers: { PhoneNumbers: [] } },
      'warning',
      'no number to send from',
    ],
  ])('%s', async (_, aws, state, says) => {
    const { of } = await examine({ aws });
    const found = of('Amazon SNS').filter(
      (finding) => finding.state === state && finding.says.includes(says),
    );
    expect(found).toMatchObject([{ todo: expect.any(String) }]);
  });
});

describe('of End User Messaging it finds', () => {
  test('nothing wrong where nothing is', async () => {
    const { report } = await examine(eum);
    expect(report.findings.map(({ state }) => state)).not.toContain('problem');
    expect(report.healthy).toBe(true);
  });

  test.each<[string, Answers, string]>([
    [
      'the sandbox',
      { DescribeAccountAttributes: { AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' }] } },
      'sandbox',
    ],
    [
      'the limit of a new account',
      {
        DescribeSpendLimits: {
          SpendLimits: [{ Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 1 }],
        },
      },
      '1 USD a month',
    ],
    ['an identity that is not there', { DescribePools: { Pools: [] } }, 'originationIdentity'],
  ])('%s', async (_, aws, says) => {
    const { of, report } = await examine({ ...eum, aws });
    const found = of('End User Messaging').filter(({ state }) => state === 'problem');
    expect(found).toMatchObject([{ says: expect.stringContaining(says), todo: expect.any(String) }]);
    expect(report.healthy).toBe(false);
  });
});

/** Each carrier with a secret that fits, what it is asked by which header, and an account without money. */
const carriers = [
  [
    'twilio',
    { accountSid, authToken: 't' },
    `/2010-04-01/Accounts/${accountSid}.json`,
    'Basic',
    { status: 'suspended' },
  ],
  [
    'vonage',
    { apiKey: 'k', apiSecret: 's', signatureSecret: 'x' },
    '/account/get-balance',
    'Basic',
    { value: 0 },
  ],
  [
    'plivo',
    { authId: 'M'.repeat(20), authToken: 't' },
    `/v1/Account/${'M'.repeat(20)}/`,
    'Basic',
    { cash_credits: '0.00000' },
  ],
  [
    'telnyx',
    { apiKey: 'k', publicKey: `${'A'.repeat(43)}=` },
    '/v2/balance',
    'Bearer',
    { data: { balance: '-1.00', credit_limit: '0.00' } },
  ],
] as const;

describe.each(carriers)('of %s it finds', (carrier, secret, path, scheme, broke) => {
  const examined = (status: number, json: object, SecretString = JSON.stringify(secret)) =>
    examine({
      aws: { GetSecretValue: { SecretString } },
      paths: { [path]: [status, json] },
      carriers: (url) => ({ [carrier]: { secretArn: 'arn:secret', apiUrl: url } }),
    });

  test('that it lets us in', async () => {
    const { of, asked } = await examined(200, {});
    expect(of(`secret of ${carrier}`)).toEqual([
      { check: `secret of ${carrier}`, state: 'ok', says: `${carrier} lets us in.` },
    ]);
    expect(asked.find((request) => request.path === path)?.authorization).toMatch(new RegExp(`^${scheme} `));
  });

  test('that it does not, and which secret to fill in', async () => {
    const { of } = await examined(401, {});
    expect(of(`secret of ${carrier}`)).toMatchObject([
      { state: 'problem', todo: expect.stringContaining('put-secret-value --secret-id arn:secret') },
    ]);
  });

  test('that the account has trouble', async () => {
    const { of } = await examined(200, broke);
    expect(of(`secret of ${carrier}`)).toMatchObject([
      { state: 'warning', says: expect.stringContaining('account') },
    ]);
  });

  test('that it does not answer', async () => {
    const { of } = await examined(503, {});
    expect(of(`secret of ${carrier}`)).toMatchObject([{ state: 'unseen' }]);
  });

  test('that its secret is not what it should be, without saying what it is', async () => {
    const { of, report } = await examined(200, {}, '{"half":"very-secret-token"}');
    expect(of(`secret of ${carrier}`)).toMatchObject([{ state: 'problem' }]);
    expect(JSON.stringify(report)).not.toContain('very-secret-token');
  });
});

test('tries no secret that a carrier has nothing for, and says so', async () => {
  const { of } = await examine({
    aws: { GetSecretValue: { SecretString: '{"token":"t"}' } },
    carriers: (url) => ({
      http: {
        ...{ url: `${url}/messages`, secretArn: 'arn:http', headers: { authorization: '{{secret.token}}' } },
        body: { format: 'json', template: { to: '{{recipient}}', text: '{{text}}' } },
        answer: { id: '/id' },
      },
    }),
  });
  expect(of('secret of http')).toMatchObject([
    { state: 'ok', says: expect.stringContaining('nothing that it could') },
  ]);
});

describe('of the stack it finds', () => {
  test.each<[string, Examined, string, string, string]>([
    [
      'that no key may send',
      { aws: { Scan: { Items: [aKey({ revokedAt: '2026-11-02T00:00:00.000Z' })] } } },
      'API keys',
      'problem',
      'sms keys create',
    ],
    [
      'that nobody has taken the first key',
      {
        aws: {
          GetSecretValue: { SecretString: waiting.apiKey },
          GetItem: { Item: aKey({ keyId: waiting.keyId }) },
        },
      },
      'First API key',
      'warning',
      'sms keys first',
    ],
    [
      'what was set aside',
      { aws: { GetQueueAttributes: { Attributes: { ApproximateNumberOfMessages: '3' } } } },
      'dead-letter queues',
      'warning',
      'docs/operations.md',
    ],
    [
      'a dependency that fails',
      { paths: { '/v1/health': [503, health({ status: 'failing' })] } },
      'API',
      'problem',
      '/v1/health',
    ],
    [
      'another version',
      { paths: { '/v1/health': [200, health({ version: '0.0.9' })] } },
      'API',
      'warning',
      'npx cdk deploy',
    ],
    ['that it is not there', { paths: { '/v1/health': [404, {}] } }, 'API', 'problem', 'region'],
  ])('%s', async (_, examined, check, state, todo) => {
    const { of } = await examine(examined);
    expect(of(check)).toMatchObject([{ state, todo: expect.stringContaining(todo) }]);
  });
});

describe('what it may not look at', () => {
  test('it names, with what to allow, and is not satisfied', async () => {
    const { of, report } = await examine({ aws: { Scan: 'AccessDeniedException' } });
    expect(of('API keys')).toEqual([
      {
        check: 'API keys',
        state: 'unseen',
        says: 'Your credentials may not look at this.',
        todo: 'Allow dynamodb:Scan on ApiKeys, or ask somebody who may.',
      },
    ]);
    expect(report.healthy).toBe(false);
    expect(of('Amazon SNS')).not.toEqual([]);
  });

  test.each(['AuthorizationError', 'AccessDenied'])('it knows by what SNS calls it: %s', async (code) => {
    const { of } = await examine({ aws: { GetSMSAttributes: code } });
    expect(of('Amazon SNS')).toMatchObject([
      { state: 'unseen', todo: expect.stringContaining('sns:GetSMSAttributes') },
    ]);
  });

  test('it blames the credentials for, where AWS does not know them', async () => {
    const { of } = await examine({ aws: { GetSecretValue: 'UnrecognizedClientException' } });
    expect(of('secret of twilio')).toMatchObject([{ todo: expect.stringContaining('AWS_PROFILE') }]);
  });
});

test('says it in lines, the remedy under what it is for', async () => {
  const { of } = await examine({ aws: { Scan: { Items: [] } } });
  expect([...of('API keys'), ...of('secret of twilio')].map(findingLines)).toEqual([
    'problem API keys: There is no key that may send.\n        → sms keys create --tenant NAME --scopes send,read,admin',
    'ok      secret of twilio: twilio lets us in.',
  ]);
});

test('refuses outputs of another version of the stack by what is missing', () => {
  expect(() => parseDeployment({ ApiUrl: 'https://example.com' })).toThrow(
    /ApiKeysTable, AccountTokenKeyArn, Carriers/,
  );
});
