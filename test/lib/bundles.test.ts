import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import cdkSettings from '../../cdk.json' with { type: 'json' };
import { SmsPipelineStack } from '../../lib/sms-pipeline-stack.ts';
import config from '../../sms.config.ts';
import { literal } from '../support/literal.ts';

const outdir = mkdtempSync(join(tmpdir(), 'sms-pipeline-bundles-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const template = Template.fromStack(
  new SmsPipelineStack(new App({ outdir, context: cdkSettings.context }), 'SmsPipeline', { config }),
);
const parameters = template.findParameters('*');

const functions = Object.entries(template.findResources('AWS::Lambda::Function')).map(
  ([id, { Properties }]) => ({
    id,
    file: join(outdir, `asset.${Properties.Code.S3Key.replace('.zip', '')}`, 'index.mjs'),
    variables: Object.fromEntries(
      Object.entries(Properties.Environment.Variables).map(([name, value]) => [
        name,
        literal(value, parameters),
      ]),
    ),
  }),
);

describe.each(functions)('the bundle of $id', ({ file, variables }) => {
  const source = readFileSync(file, 'utf8');

  it('brings everything but Node itself', () => {
    const imported = [...source.matchAll(/(?:(?<!")\bfrom|\bimport\()"([^"]+)"/g)].map(
      ([, name = '']) => name,
    );
    const own = imported.filter((name) => !process.getBuiltinModule(name.replace('node:', '')));
    expect(own).toEqual([]);
    expect(source).not.toContain('Dynamic require of');
  });

  it("holds no vendor's SDK: those repeat POSTs", () => {
    expect(source).not.toMatch(/twilio-node|plivo-node|@vonage\/server-sdk|telnyx-node/);
  });

  it('is minified to less than 1 MB', () => {
    expect(source.length).toBeLessThan(1_000_000);
    expect(source.split('\n').length).toBeLessThan(source.length / 200);
  });

  it('starts with the environment that its stack gives it, and without undici', () => {
    const hasUndici = "process.moduleLoadList.some((name) => name.includes('deps/undici'))";
    const script = `import(${JSON.stringify(pathToFileURL(file))}).then(({ handler }) => console.log(typeof handler, ${hasUndici}))`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
      env: { ...variables, AWS_REGION: 'us-east-1' },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('function false\n');
  });
});
