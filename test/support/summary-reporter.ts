import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { watchPermissionUses } from './check-permission-uses.ts';

/** Closes the run with what it tells of permissions, and with one line that a machine can read: `N passed, N failed`. */
export default class SummaryReporter implements Reporter {
  private permissions?: ReturnType<typeof watchPermissionUses>;

  onInit(vitest: Vitest): void {
    this.permissions = watchPermissionUses(vitest);
  }

  async onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): Promise<void> {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
    }
    const report = await this.permissions?.report(modules);
    if (report) {
      const { granted, findings } = report;
      for (const finding of findings) process.stderr.write(`Permissions: ${finding}\n`);
      process.stdout.write(`${granted} permissions, ${findings.length} findings\n`);
      if (findings.length > 0) process.exitCode = 1;
      failed += findings.length;
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  }
}
