import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { readPermissionUses, type Uses } from './permission-uses.ts';

/** Asked by Lambda on the function's behalf, or by its logs, which the local cloud writes without a call. */
const lambdaItself = [
  / sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl) .*(Queue|FailedPushes|Closing)/,
  / logs:(CreateLogStream|PutLogEvents) /,
];

/** Grants that no run on one machine can use, with the reason. */
const unused: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /MakeFirstKey\w* secretsmanager:GetSecretValue /,
    'reads the key that an earlier try has kept, and the first one does not fail',
  ],
  [
    /IngestInbound\w* dynamodb:PutItem /,
    'notes why an entry was given up, and publishing does not fail for good',
  ],
];

/** The three senders are one construct with the same code: what one of them uses, each does. */
const anyLane = (grant: string): string =>
  grant.replace(/Lanes(Otp|Transactional|Promotional)(\w*?)[0-9A-F]{8}/g, 'Lanes$2');

/** What one stack uses, the other does: the constructs are the same. */
const findingsOf = (uses: readonly Uses[]): readonly string[] => {
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

let dir: string | undefined;
let projects = 0;

/**
 * Collects which permissions the local runs of all tests use. At the end of a whole run that passed, those that none used
 * are reported, and a call that was denied is a failure. With `CHECK_PERMISSION_USES` set, at the end of any run.
 */
export default (project: TestProject): (() => Promise<void>) => {
  dir ??= mkdtempSync(join(tmpdir(), 'permission-uses-'));
  project.provide('permissionUsesDir', dir);
  projects += 1;
  return async () => {
    projects -= 1;
    if (projects > 0 || dir === undefined) return;
    const { vitest } = project;
    const all = await vitest.globTestSpecifications();
    const modules = vitest.state.getTestModules();
    const isWhole = modules.length >= all.length && modules.every((module) => module.state() === 'passed');
    const uses = readPermissionUses(dir);
    rmSync(dir, { recursive: true });
    dir = undefined;
    if (!isWhole && process.env.CHECK_PERMISSION_USES === undefined) return;
    const findings = findingsOf(uses);
    const granted = new Set(uses.flatMap(({ grants }) => grants));
    process.stdout.write(`${granted.size} permissions, ${findings.length} of them unused or denied\n`);
    for (const finding of findings) process.stderr.write(`Permissions: ${finding}\n`);
    if (findings.some((finding) => finding.startsWith('denied'))) process.exitCode = 1;
  };
};
