import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { synthesize } from '../../bin/synthesize.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The stack as `cdk deploy` would deploy it, bundles and all. */
    templateDir: string;
  }
}

/** Synthesizes the stack for all end-to-end tests together. */
export default async (project: TestProject): Promise<() => void> => {
  const templateDir = mkdtempSync(join(tmpdir(), 'sms-pipeline-template-'));
  await synthesize(templateDir);
  project.provide('templateDir', templateDir);
  return () => rmSync(templateDir, { recursive: true });
};
