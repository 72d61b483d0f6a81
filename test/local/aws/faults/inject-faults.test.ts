import { expect, test } from 'vitest';
import { AwsError, LostAnswer } from '../../../../local/aws/aws-error.ts';
import type { AwsCall, Backend } from '../../../../local/aws/call.ts';
import { type FaultKind, faultKinds, faultPlan } from '../../../../local/aws/faults/fault-plan.ts';
import { type Fault, injectFaults } from '../../../../local/aws/faults/inject-faults.ts';

const aCall = (overrides: Partial<AwsCall> = {}): AwsCall => ({
  requestId: 'r',
  caller: 'SendMessage',
  signed: true,
  service: 'dynamodb',
  action: 'PutItem',
  region: 'us-east-1',
  input: {},
  headers: { 'x-amz-security-token': 'environment-1' },
  signal: new AbortController().signal,
  ...overrides,
});

/** A gate that lets every call of a function suffer one kind of fault, and what came of it. */
const suffering = (kind: FaultKind) => {
  const made: AwsCall[] = [];
  const killed: string[] = [];
  const faults: Fault[] = [];
  const backend: Backend = async (call) => {
    made.push(call);
    const entries = call.input.Entries;
    const answer = { Successful: entries, Entries: entries, FailedEntryCount: 0 };
    return { status: 200, headers: {}, body: JSON.stringify(answer) };
  };
  const weather = injectFaults(() => kind, {
    nameOf: (caller) => (caller === 'SendMessage' ? caller : undefined),
    kill: (token) => void killed.push(token),
    onFault: (fault) => void faults.push(fault),
  });
  weather.start();
  return { weather, made, killed, faults, ask: (call = aCall()) => weather.gate(call, backend) };
};

test('refuses a throttled call as the service does, before it is made', async () => {
  const { ask, made } = suffering('throttled');
  await expect(ask()).rejects.toMatchObject({ code: 'ProvisionedThroughputExceededException' });
  await expect(ask(aCall({ service: 'sqs' }))).rejects.toMatchObject({ code: 'RequestThrottled' });
  expect(made).toEqual([]);
});

test('makes a call and keeps its answer', async () => {
  const { ask, made } = suffering('lost');
  await expect(ask()).rejects.toBeInstanceOf(LostAnswer);
  expect(made).toHaveLength(1);
});

test('answers 500 to a call that it does not make', async () => {
  const { ask, made } = suffering('failed');
  await expect(ask()).rejects.toBeInstanceOf(AwsError);
  expect(made).toEqual([]);
});

test.each([
  ['killedBefore', 0],
  ['killedAfter', 1],
] as const)('%s ends the environment that called, with %i calls made', async (kind, calls) => {
  const { ask, made, killed } = suffering(kind);
  await expect(ask()).rejects.toBeInstanceOf(LostAnswer);
  expect([made.length, killed]).toEqual([calls, ['environment-1']]);
});

test('refuses every second entry of a batch for the queue, and hands on the others', async () => {
  const { ask, made } = suffering('partial');
  const Entries = [{ Id: 'a' }, { Id: 'b' }, { Id: 'c' }];
  const { body } = await ask(aCall({ service: 'sqs', action: 'SendMessageBatch', input: { Entries } }));
  expect(made.map(({ input }) => input.Entries)).toEqual([[{ Id: 'b' }]]);
  expect(JSON.parse(body)).toMatchObject({ Successful: [{ Id: 'b' }], Failed: [{ Id: 'a' }, { Id: 'c' }] });
});

test('refuses every second event, each in its place', async () => {
  const { ask } = suffering('partial');
  const Entries = [{ Source: '0' }, { Source: '1' }];
  const { body } = await ask(aCall({ service: 'events', action: 'PutEvents', input: { Entries } }));
  expect(JSON.parse(body)).toEqual({
    Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'an injected fault' }, { Source: '1' }],
    FailedEntryCount: 1,
  });
});

test('spares whoever is no function, what is no batch from failing in part, and all when it is off', async () => {
  const { ask, faults, weather } = suffering('partial');
  await ask();
  await ask(aCall({ caller: 'operator', action: 'SendMessageBatch', service: 'sqs' }));
  weather.stop();
  await ask(aCall({ service: 'events', action: 'PutEvents', input: { Entries: [{}] } }));
  expect(faults).toEqual([]);
});

test('the same seed has the same faults, and a few hundred seeds have them all', () => {
  const faultsOf = (seed: number) => Array.from({ length: 100 }, (_, i) => faultPlan(seed)('Function', i));
  expect(faultsOf(7)).toEqual(faultsOf(7));
  const seen = new Set(Array.from({ length: 200 }, (_, seed) => faultsOf(seed)).flat());
  expect(faultKinds.filter((kind) => !seen.has(kind))).toEqual([]);
});
