import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestModule, Vitest } from 'vitest/node';
import { readPermissionUses, type Uses } from './permission-uses.ts';

/** A permission that no local run uses, by its name, and why it is there all the same. */
export type Excuse = readonly [pattern: RegExp, reason: string];

const excuses: readonly Excuse[] = [
  [
    / sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl) .*(Queue|Closing)/,
    'Lambda asks this on behalf of the function that a queue feeds',
  ],
  [/IngestReceipt\w* sqs:\w+ .*FailedPushes/, 'Lambda puts there what the function failed on'],
  [
    /IngestReceipt\w* kms:ReEncrypt/,
    'the same: it is what a queue under a key asks of whoever puts something in',
  ],
  [
    /MakeFirstKey\w* secretsmanager:GetSecretValue /,
    'it reads the key that an earlier try has kept, and the first try does not fail',
  ],
  [/ logs:(CreateLogStream|PutLogEvents) /, 'the local cloud writes the log without a call'],
];

/** The three senders are one construct with the same code: what one of them uses, each does. */
const anyLane = (grant: string): string =>
  grant.replace(/Lanes(Otp|Transactional|Promotional)(\w*?)[0-9A-F]{8}/g, 'Lanes$2');

/**
 * What is wrong with the permissions: calls that were denied, permissions that no run used, excuses that excuse nothing.
 * What one stack uses, the other does: the constructs are the same. So who uses a table in one, uses its key in the other.
 */
export const findingsOf = (
  uses: readonly Uses[],
  excused: readonly Excuse[] = excuses,
): readonly string[] => {
  const used = new Set(uses.flatMap((run) => run.used.map(anyLane)));
  for (const [grant, taken] of uses.flatMap((run) => Object.entries(run.takes))) {
    if (used.has(anyLane(grant))) for (const onKey of taken) used.add(anyLane(onKey));
  }
  const granted = new Set(uses.flatMap((run) => run.grants.map(anyLane)));
  const unused = [...granted].filter((grant) => !used.has(grant));
  return [
    ...new Set(uses.flatMap((run) => run.denied.map((use) => `denied: ${use}`))),
    ...unused
      .filter((grant) => !excused.some(([pattern]) => pattern.test(grant)))
      .map((grant) => `no test uses: ${grant}`),
    ...excused
      .filter(([pattern]) => !unused.some((grant) => pattern.test(grant)))
      .map(([pattern]) => `excuses nothing: ${pattern}`),
  ].sort();
};

/**
 * Collects which permissions the local runs of all tests use. After a whole run that passed, or after any with
 * `CHECK_PERMISSION_USES` set, `report` tells how many there are, and what is wrong with them.
 */
export const watchPermissionUses = (vitest: Vitest) => {
  const dir = mkdtempSync(join(tmpdir(), 'permission-uses-'));
  vitest.provide('permissionUsesDir', dir);
  vitest.onClose(() => rmSync(dir, { recursive: true }));
  const isWhole = async (modules: readonly TestModule[]): Promise<boolean> => {
    const { project, testNamePattern } = vitest.config;
    if (project.length > 0 || testNamePattern !== undefined) return false;
    const all = await vitest.globTestSpecifications();
    return modules.length >= all.length && modules.every((module) => module.state() === 'passed');
  };
  return {
    report: async (modules: readonly TestModule[]) => {
      if (process.env.CHECK_PERMISSION_USES === undefined && !(await isWhole(modules))) return undefined;
      const uses = readPermissionUses(dir);
      const granted = new Set(uses.flatMap(({ grants }) => grants));
      return { granted: granted.size, findings: findingsOf(uses) };
    },
  };
};
