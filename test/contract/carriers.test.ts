import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CarrierName } from '../../adapters/carriers/registry.ts';
import { awsEumHarness } from './aws-eum-harness.ts';
import { describeSubmits } from './carrier-contract.ts';
import type { CarrierHarness, ScriptedHarness } from './carrier-harness.ts';
import { httpHarness } from './http-harness.ts';
import { misbehaviours } from './misbehaviour.ts';
import { sandboxHarness } from './sandbox-harness.ts';
import { snsHarness } from './sns-harness.ts';
import { twilioHarness } from './twilio-harness.ts';
import { describeWebhook } from './webhook-contract.ts';

/** A carrier that is registered without a harness does not compile. */
const harnesses: Readonly<Record<CarrierName, CarrierHarness | ScriptedHarness>> = {
  twilio: twilioHarness,
  sns: snsHarness,
  'aws-eum': awsEumHarness,
  http: httpHarness,
  sandbox: sandboxHarness,
};

for (const [name, harness] of Object.entries(harnesses)) {
  describeSubmits(name, harness);
  if ('webhook' in harness && harness.webhook) describeWebhook(name, harness.webhook);
}

test('documents each misbehaviour with what we make of it', () => {
  const page = readFileSync(new URL('../../docs/carriers.md', import.meta.url), 'utf8');
  for (const { what, kind, code } of misbehaviours)
    expect(page).toContain(`| ${what} | ${kind} | \`${code}\` |`);
});
