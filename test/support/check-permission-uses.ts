import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestModule, Vitest } from 'vitest/node';
import { readPermissionUses, type Uses } from './permission-uses.ts';

/** Asked by Lambda on the function's behalf, for its queue, what it failed on and its logs: the local cloud needs no call. */
const lambdaItself = [
  / sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl) .*(Queue|FailedPushes|Closing)/,
  / sqs:SendMessage .*FailedPushes/,
  / logs:(CreateLogStream|PutLogEvents) /,
];

/** Grants that no run on one machine can use, with the reason. None now. */
const unused: readonly (readonly [pattern: RegExp, reason: string])[] = [];

/** The three senders are one construct with the same code: what one of them uses, each does. */
const anyLane = (grant: string): string =>
  grant.replace(/Lanes(Otp|Transactional|Promotional)(\w*?)[0-9A-F]{8}/g, 'Lanes$2');

/** What one stack uses, the other does: the constructs are the same. */
export const findingsOf = (uses: readonly Uses[]): readonly string[] => {
  const used = new Set(uses.flatMap((run) => run.used.map(anyLane)));
  const granted = new Set(uses.flatMap((run) => run.grants.map(anyLane)));
  const excused = [...lambdaItself, ...unused.map(([pattern]) => pattern)];
  return [
    ...new Set(uses.flatMap((run) => run.denied.map((use) => `denied: ${use}`))),
    ...[...granted]
      .filter((grant) => !used.has(grant) && !excused.some((pattern) => pattern.test(grant)))
      .map((grant) => `no test uses: ${grant}`),
    ...unused
      .filter(([pattern]) => [...used].some((grant) => pattern.test(grant)))
      .map(([pattern]) => `is used, so needs no excuse: ${pattern}`),
  ].sort();
};

/**
 * Collects which permissions the local runs of all tests use. After a whole run that passed, `findings` are the calls
 * that were denied, the permissions that none used, and the excuses that nothing needs. With `CHECK_PERMISSION_USES` set,
 * after any run.
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
    findings: async (modules: readonly TestModule[]): Promise<readonly string[]> => {
      const isToBeChecked = process.env.CHECK_PERMISSION_USES !== undefined || (await isWhole(modules));
      return isToBeChecked ? findingsOf(readPermissionUses(dir)) : [];
    },
  };
};
