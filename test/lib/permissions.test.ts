import { Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { grantsIn, roleOf, statementsOf } from '../support/grants.ts';
import { emptyStack, pipelineIn, synthesized, withEveryCarrier } from '../support/synthesized.ts';

const template = synthesized();
const functionIds = Object.keys(template.findResources('AWS::Lambda::Function'));
const roleIds = functionIds.map((id) => roleOf(template, id));

/** The words of this test for what a policy points at. */
const names: readonly (readonly [RegExp, string])[] = [
  [/Lanes(Otp|Transactional|Promotional)Queue/, '$1 lane'],
  [/ReceiptsQueue/, 'receipts'],
  [/InboundQueue/, 'inbound'],
  [/SettlementQueue/, 'reconcile'],
  [/StatusCallbacksQueue/, 'status callbacks'],
  [/ReconciliationClosing/, 'closing'],
  [/FailedPushes/, 'failed pushes'],
  [/Storage(?:Messages|ApiKeys)[^/]*\/index\/(\w+)/, '$1'],
  [/Storage(Messages|Statuses|ApiKeys|Usage|RecipientHashKey|AccountTokenKey)/, '$1'],
  [/FirstKeySecret/, 'FirstKey'],
  [/EventsBus/, 'bus'],
  [/(Twilio|Vonage|Plivo|Telnyx|Http)Credentials/, '$1Credentials'],
  [/:sms-voice:/, 'End User Messaging'],
  [/Logs[0-9A-F]{8}/, 'own logs'],
  [/sns:\*:\*:\*/, 'topics'],
];
const nameOf = (target: unknown): string => {
  const text = JSON.stringify(target);
  const [pattern, name] = names.find(([candidate]) => candidate.test(text)) ?? [/.*/, text];
  return text.match(pattern)?.[0].replace(pattern, name) ?? text;
};

const ownLogs = ['logs:CreateLogStream own logs', 'logs:PutLogEvents own logs'];
const authenticate = ['dynamodb:GetItem ApiKeys', 'dynamodb:PutItem Usage', 'dynamodb:UpdateItem Usage'];
/** What Lambda's poller does on the function's behalf. */
const consume = (queue: string) =>
  ['ChangeMessageVisibility', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl', 'ReceiveMessage'].map(
    (action) => `sqs:${action} ${queue}`,
  );
const submit = (lane: string) => [
  ...consume(`${lane} lane`),
  `sqs:SendMessage ${lane} lane`,
  // Where the sandbox puts the receipts of test keys' texts.
  'sqs:SendMessage receipts',
  'sqs:SendMessage reconcile',
  'dynamodb:BatchGetItem Messages',
  'dynamodb:BatchGetItem Statuses',
  'dynamodb:GetItem Statuses',
  'dynamodb:PutItem Statuses',
  'events:PutEvents bus',
  'secretsmanager:GetSecretValue TwilioCredentials',
  'sns:Publish anything but topics',
];

const accept = [
  ...authenticate,
  'dynamodb:GetItem Messages',
  'dynamodb:PutItem Messages',
  'dynamodb:UpdateItem Statuses',
  'secretsmanager:GetSecretValue RecipientHashKey',
  'sqs:SendMessage Otp lane',
  'sqs:SendMessage Promotional lane',
  'sqs:SendMessage Transactional lane',
];

const allowed: readonly { name: string; pattern: RegExp; grants: string[] }[] = [
  {
    name: 'accept-message',
    pattern: /AcceptMessage/,
    grants: accept,
  },
  {
    name: 'accept-batch',
    pattern: /AcceptBatch/,
    grants: [...accept, 'dynamodb:BatchWriteItem Messages'],
  },
  {
    name: 'twilio-messages',
    pattern: /TwilioMessages/,
    grants: [
      ...accept,
      'dynamodb:BatchGetItem Messages',
      'dynamodb:Query byRecipient',
      'dynamodb:Query byTime',
      'dynamodb:UpdateItem Messages',
      'dynamodb:BatchGetItem Statuses',
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'events:PutEvents bus',
    ],
  },
  {
    name: 'post-status-callback',
    pattern: /PostStatusCallback/,
    grants: [
      ...consume('status callbacks'),
      'sqs:SendMessage status callbacks',
      'dynamodb:GetItem ApiKeys',
      'dynamodb:GetItem Messages',
      // Only the note of an entry that it gives up.
      'dynamodb:PutItem Statuses',
      'secretsmanager:GetSecretValue AccountTokenKey',
    ],
  },
  {
    name: 'get-message',
    pattern: /GetMessage/,
    grants: [...authenticate, 'dynamodb:GetItem Messages', 'dynamodb:GetItem Statuses'],
  },
  {
    name: 'list-messages',
    pattern: /ListMessages/,
    grants: [
      ...authenticate,
      'dynamodb:BatchGetItem Messages',
      'dynamodb:BatchGetItem Statuses',
      'dynamodb:Query byRecipient',
      'dynamodb:Query byReference',
      'dynamodb:Query byTime',
      'secretsmanager:GetSecretValue RecipientHashKey',
    ],
  },
  {
    name: 'cancel-message',
    pattern: /CancelMessage/,
    grants: [
      ...authenticate,
      'dynamodb:GetItem Messages',
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'events:PutEvents bus',
    ],
  },
  {
    name: 'reconcile',
    pattern: /ReconciliationReconcile/,
    grants: [
      'dynamodb:BatchGetItem Messages',
      'dynamodb:BatchGetItem Statuses',
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'dynamodb:Query byDue',
      'dynamodb:Query byTime',
      'sqs:SendMessage Otp lane',
      'sqs:SendMessage Promotional lane',
      'sqs:SendMessage Transactional lane',
      'sqs:SendMessage closing',
    ],
  },
  {
    name: 'close-message',
    pattern: /CloseMessage/,
    grants: [
      ...consume('closing'),
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'events:PutEvents bus',
    ],
  },
  {
    name: 'erase-content',
    pattern: /EraseContent/,
    grants: [
      ...authenticate,
      'dynamodb:GetItem Messages',
      'dynamodb:GetItem Statuses',
      'dynamodb:UpdateItem Messages',
    ],
  },
  {
    name: 'preview-message',
    pattern: /PreviewMessage/,
    grants: authenticate,
  },
  {
    name: 'manage-keys',
    pattern: /ManageKeys/,
    grants: [
      ...authenticate,
      'dynamodb:PutItem ApiKeys',
      'dynamodb:UpdateItem ApiKeys',
      'dynamodb:Query byTenant',
      'dynamodb:BatchGetItem Usage',
    ],
  },
  {
    name: 'make-first-key',
    pattern: /MakeFirstKey/,
    grants: [
      'dynamodb:PutItem ApiKeys',
      'dynamodb:Scan ApiKeys',
      'secretsmanager:GetSecretValue FirstKey',
      'secretsmanager:PutSecretValue FirstKey',
    ],
  },
  {
    name: 'health',
    pattern: /HealthCheckHealth/,
    grants: [
      'dynamodb:GetItem Messages',
      'dynamodb:GetItem Statuses',
      'sqs:GetQueueAttributes Otp lane',
      'sqs:GetQueueAttributes Promotional lane',
      'sqs:GetQueueAttributes Transactional lane',
      'sqs:GetQueueAttributes receipts',
    ],
  },
  {
    name: 'manage-opt-outs',
    pattern: /ManageOptOuts/,
    grants: [
      ...authenticate,
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'dynamodb:DeleteItem Statuses',
      'secretsmanager:GetSecretValue RecipientHashKey',
    ],
  },
  { name: 'answer-unrouted', pattern: /AnswerUnrouted/, grants: [] },
  { name: 'serve-docs', pattern: /ServeDocs/, grants: [] },
  { name: 'the otp sender', pattern: /OtpSendMessage/, grants: submit('Otp') },
  { name: 'the transactional sender', pattern: /TransactionalSendMessage/, grants: submit('Transactional') },
  { name: 'the promotional sender', pattern: /PromotionalSendMessage/, grants: submit('Promotional') },
  {
    name: 'settle-message',
    pattern: /SettleMessage/,
    grants: [
      ...consume('reconcile'),
      'sqs:SendMessage reconcile',
      'sqs:SendMessage receipts',
      'sqs:SendMessage Otp lane',
      'sqs:SendMessage Promotional lane',
      'sqs:SendMessage Transactional lane',
      'dynamodb:GetItem Messages',
      'dynamodb:Query byRecipient',
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'secretsmanager:GetSecretValue TwilioCredentials',
    ],
  },
  {
    name: 'receive-webhook',
    pattern: /ReceiveWebhook/,
    grants: [
      // A STOP is in force before it is acknowledged.
      'dynamodb:DeleteItem Statuses',
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'secretsmanager:GetSecretValue RecipientHashKey',
      'secretsmanager:GetSecretValue TwilioCredentials',
      'sqs:SendMessage inbound',
      'sqs:SendMessage receipts',
    ],
  },
  {
    name: 'ingest-inbound',
    pattern: /IngestInbound/,
    grants: [...consume('inbound'), 'dynamodb:PutItem Statuses', 'events:PutEvents bus'],
  },
  {
    name: 'ingest-receipt',
    pattern: /IngestReceipt/,
    grants: [
      ...consume('receipts'),
      'sqs:SendMessage receipts',
      'dynamodb:BatchGetItem Statuses',
      'dynamodb:GetItem Statuses',
      'dynamodb:PutItem Statuses',
      'events:PutEvents bus',
      // The destination of failed asynchronous events.
      ...['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map((action) => `sqs:${action} failed pushes`),
    ],
  },
];

describe('permissions', () => {
  it.each(allowed)('let $name do what it needs and nothing else', ({ pattern, grants }) => {
    const functionId = functionIds.find((id) => pattern.test(id)) ?? 'none';
    const statements = statementsOf(template, roleOf(template, functionId));
    expect(grantsIn(statements, nameOf)).toEqual([...ownLogs, ...grants].sort());
  });

  it('let senders move the limiters of a carrier that is paced, and else only who accepts update a row', () => {
    const stack = emptyStack();
    const secret = new Secret(stack, 'Credentials');
    pipelineIn(stack, { carriers: [new TwilioCarrier({ secret, pacing: { segmentsPerSecond: 50 } })] });
    const paced = Template.fromStack(stack);
    const movers = Object.keys(paced.findResources('AWS::Lambda::Function')).filter((id) =>
      grantsIn(statementsOf(paced, roleOf(paced, id)), nameOf).includes('dynamodb:UpdateItem Statuses'),
    );
    const named = movers.map(
      (id) => /AcceptMessage|AcceptBatch|Otp|Transactional|Promotional|TwilioApi/.exec(id)?.[0],
    );
    expect(named.sort()).toEqual([
      'AcceptBatch',
      'AcceptMessage',
      'Otp',
      'Promotional',
      'Transactional',
      'TwilioApi',
    ]);
  });

  it('are listed above for every function', () => {
    expect(functionIds).toHaveLength(allowed.length);
  });

  it('come from a role of its own for each function, without managed policies', () => {
    expect(new Set(roleIds).size).toBe(functionIds.length);
    for (const { Properties } of Object.values(template.findResources('AWS::IAM::Role'))) {
      expect(Properties.ManagedPolicyArns).toBeUndefined();
    }
  });

  it('name each action and each resource', () => {
    for (const { Effect, Action, Resource } of roleIds.flatMap((id) => statementsOf(template, id))) {
      expect(Effect).toBe('Allow');
      expect([Action].flat().filter((action) => action.includes('*'))).toEqual([]);
      expect([Resource].flat()).not.toContain('*');
    }
  });
});

describe('permissions with every carrier', () => {
  const secretsOf = (...carriers: string[]) =>
    carriers.map((carrier) => `secretsmanager:GetSecretValue ${carrier}Credentials`);
  const everyCarrier = withEveryCarrier();
  const idOf = (pattern: RegExp): string =>
    Object.keys(everyCarrier.findResources('AWS::Lambda::Function')).find((id) => pattern.test(id)) ?? 'none';
  const grantsOf = (pattern: RegExp) =>
    grantsIn(statementsOf(everyCarrier, roleOf(everyCarrier, idOf(pattern))), nameOf);

  it.each(['Otp', 'Transactional', 'Promotional'])('let the %s sender submit to each carrier', (lane) => {
    const more = [
      ...secretsOf('Http', 'Plivo', 'Telnyx', 'Vonage'),
      'sms-voice:SendTextMessage End User Messaging',
    ];
    expect(grantsOf(new RegExp(`${lane}SendMessage`))).toEqual([...ownLogs, ...submit(lane), ...more].sort());
  });

  it('let settle-message read the secrets of the carriers that can be asked, and submit through none of AWS', () => {
    const grants = grantsOf(/SettleMessage/);
    const secrets = grants.filter((grant) => grant.includes('Credentials'));
    expect(secrets).toEqual(secretsOf('Http', 'Plivo', 'Telnyx', 'Twilio'));
    expect(grants.filter((grant) => /^(sns|sms-voice):/.test(grant))).toEqual([]);
  });

  it('let receive-webhook read the secrets that sign webhooks', () => {
    const secrets = grantsOf(/ReceiveWebhook/).filter((grant) => grant.includes('Credentials'));
    expect(secrets).toEqual(secretsOf('Http', 'Plivo', 'Telnyx', 'Twilio', 'Vonage'));
  });

  it('let ingest-receipt do no more than without them', () => {
    const alone = statementsOf(
      template,
      roleOf(template, functionIds.find((id) => /IngestReceipt/.test(id)) ?? ''),
    );
    expect(grantsOf(/IngestReceipt/)).toEqual(grantsIn(alone, nameOf));
  });

  it('let End User Messaging write to the log group of its events and nowhere else', () => {
    const roles = Object.values(everyCarrier.findResources('AWS::IAM::Role')).filter(({ Properties }) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes('sms-voice.amazonaws.com'),
    );
    expect(roles).toHaveLength(1);
    const [trust] = roles[0]?.Properties.AssumeRolePolicyDocument.Statement ?? [];
    expect(trust.Condition).toMatchObject({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    });
    const [statement] = roles[0]?.Properties.Policies[0].PolicyDocument.Statement ?? [];
    expect(statement.Action).toEqual([
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
    ]);
    expect(JSON.stringify(statement.Resource)).toContain('ConfigurationSetEvents');
  });

  it('let the rule, the logs and the API invoke ingest-receipt and receive-webhook, each by its own ARN', () => {
    const permissions = Object.values(everyCarrier.findResources('AWS::Lambda::Permission')).filter(
      ({ Properties }) => JSON.stringify(Properties.FunctionName).includes('IngestReceipt'),
    );
    const principals = permissions.map(({ Properties }) => Properties.Principal).sort();
    expect(principals).toEqual([
      'events.amazonaws.com',
      'logs.amazonaws.com',
      'logs.amazonaws.com',
      'logs.amazonaws.com',
    ]);
    for (const { Properties } of permissions) expect(Properties.SourceArn).toBeDefined();
  });
});
