import { describe, expect, test } from 'vitest';
import { type Excuse, findingsOf } from './check-permission-uses.ts';
import type { Uses } from './permission-uses.ts';

const run = (over: Partial<Uses>): Uses => ({ grants: [], used: [], denied: [], takes: {}, ...over });
const read = 'GetMessage dynamodb:GetItem table/Messages';
const write = 'GetMessage dynamodb:PutItem table/Messages';
const logs = 'GetMessage logs:PutLogEvents log-group';
const ofLogs: Excuse = [/ logs:/, 'written without a call'];

describe('a run', () => {
  test('that uses all that is granted is as it should be', () => {
    expect(findingsOf([run({ grants: [read, logs], used: [read] })], [ofLogs])).toEqual([]);
  });

  test('may leave to another what it does not use itself', () => {
    expect(findingsOf([run({ grants: [read] }), run({ grants: [read], used: [read] })], [])).toEqual([]);
  });

  test('lets a lane be used for the others, which are the same', () => {
    const grant = (lane: string) => `PipelineLanes${lane}SendMessage1A2B3C4D sqs:SendMessage queue`;
    const lanes = { grants: [grant('Otp'), grant('Promotional')], used: [grant('Otp')] };
    expect(findingsOf([run(lanes)], [])).toEqual([]);
  });

  test('uses the key of what another run uses without one', () => {
    const onKey = 'GetMessage kms:Decrypt key/Mine';
    const encrypted = run({ grants: [read, onKey], takes: { [read]: [onKey] } });
    expect(findingsOf([encrypted, run({ grants: [read], used: [read] })], [])).toEqual([]);
    expect(findingsOf([encrypted], [])).toEqual([`no test uses: ${read}`, `no test uses: ${onKey}`]);
  });

  test('fails for a permission that nothing uses and nothing excuses', () => {
    expect(findingsOf([run({ grants: [read, write], used: [read] })], [])).toEqual([
      `no test uses: ${write}`,
    ]);
  });

  test('fails for a call that was denied', () => {
    expect(findingsOf([run({ denied: [write] })], [])).toEqual([`denied: ${write}`]);
  });

  test('fails for an excuse of what is used, or is not there', () => {
    const stale = ['excuses nothing: / logs:/'];
    expect(findingsOf([run({ grants: [logs], used: [logs] })], [ofLogs])).toEqual(stale);
    expect(findingsOf([run({ grants: [read], used: [read] })], [ofLogs])).toEqual(stale);
  });
});
