import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import cdkSettings from '../../cdk.json' with { type: 'json' };
import { SmsPipelineStack } from '../../lib/sms-pipeline-stack.ts';
import config from '../../sms.config.ts';
import { acknowledgedFindings, wildcardResources } from '../support/acknowledged-findings.ts';
import { fullConfig } from '../support/full-config.ts';

const outdir = mkdtempSync(join(tmpdir(), 'sms-pipeline-posture-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const Report = z.object({
  pluginReports: z.array(
    z.object({ pluginName: z.string(), violations: z.array(z.object({ ruleName: z.string() })) }),
  ),
});
const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown().optional() })),
});
const List = z
  .unknown()
  .optional()
  .transform((value): unknown[] => (Array.isArray(value) ? value : [value]));
const Statements = z.array(z.object({ Effect: z.string(), Action: List, Resource: List }));

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(outdir, file), 'utf8'));

const synthesizeChecked = (): void => {
  const app = new App({ outdir, context: { ...cdkSettings.context, 'aws:cdk:bundling-stacks': [] } });
  new SmsPipelineStack(app, 'Default', { config });
  new SmsPipelineStack(app, 'Full', { config: fullConfig });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  try {
    app.synth();
  } catch {
    // It has written what it found.
  }
};
synthesizeChecked();

/** A finding about one ARN has it in brackets, in which names of the stack differ. */
const ruleOf = (finding: string): string =>
  finding.replace(/logs:(us-east-1|<AWS::Region>)/, 'logs:…').replace(/<Pipeline\w+\.Arn>/, '<function>');

/** The statements of all policies of roles, as synthesized. */
const statements = ['Default', 'Full'].flatMap((stack) =>
  Object.values(Template.parse(readJson(`${stack}.template.json`)).Resources)
    .filter(({ Type }) => /^AWS::IAM::(ManagedPolicy|Policy|Role)$/.test(Type))
    .flatMap(({ Properties }) => [
      ...JSON.stringify(Properties).matchAll(/"Statement":(\[.*?\])(?=,"Version")/g),
    ])
    .flatMap(([, text = '[]']) => Statements.parse(JSON.parse(text))),
);

describe('cdk-nag', () => {
  const { pluginReports } = Report.parse(readJson('validation-report.json'));
  const found = pluginReports
    .filter(({ pluginName }) => ['AwsSolutions', 'Serverless'].includes(pluginName))
    .flatMap(({ violations }) => violations.map(({ ruleName }) => ruleOf(ruleName)));

  it('finds nothing with AwsSolutions and Serverless that is not acknowledged, with a reason', () => {
    expect([...new Set(found)].filter((rule) => !Object.hasOwn(acknowledgedFindings, rule))).toEqual([]);
  });

  it.each(Object.keys(acknowledgedFindings))('still finds %s: else the acknowledgement is stale', (rule) => {
    expect(found).toContain(rule);
  });
});

describe('the roles', () => {
  it('allow no action that is all actions', () => {
    expect(statements.length).toBeGreaterThan(50);
    const all = statements
      .flatMap(({ Action }) => Action)
      .filter((action) => /^(\*|\w+:\*)$/.test(String(action)));
    expect(all).toEqual([]);
  });

  it('allow actions on every resource only where the list says why', () => {
    const anywhere = statements
      .filter(({ Resource }) => Resource.includes('*'))
      .flatMap(({ Action }) => Action);
    expect(new Set(anywhere)).toEqual(new Set(Object.keys(wildcardResources)));
  });
});
