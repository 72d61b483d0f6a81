import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CarrierName } from '../../adapters/carriers/registry.ts';
import { awsEumHarness } from './aws-eum-harness.ts';
import { describeSubmits } from './carrier-contract.ts';
import type { CarrierHarness, ScriptedHarness } from './carrier-harness.ts';
import { httpHarness } from './http-harness.ts';
import { describeLookup } from './lookup-contract.ts';
import { misbehaviours } from './misbehaviour.ts';
import { plivoHarness } from './plivo-harness.ts';
import { sandboxHarness } from './sandbox-harness.ts';
import { snsHarness } from './sns-harness.ts';
import { snsTopicWebhook } from './sns-topic-harness.ts';
import { telnyxHarness } from './telnyx-harness.ts';
import { twilioHarness } from './twilio-harness.ts';
import { vonageMessagesHarness } from './vonage-messages-harness.ts';
import { vonageSmsHarness, vonageSmsWebhook } from './vonage-sms-harness.ts';
import { describeWebhook } from './webhook-contract.ts';

/** A carrier that is registered without a harness does not compile. */
const harnesses: Readonly<Record<CarrierName, readonly (CarrierHarness | ScriptedHarness)[]>> = {
  twilio: [twilioHarness],
  vonage: [vonageSmsHarness, vonageMessagesHarness],
  plivo: [plivoHarness],
  telnyx: [telnyxHarness],
  sns: [snsHarness],
  'aws-eum': [awsEumHarness],
  http: [httpHarness],
  sandbox: [sandboxHarness],
};

for (const [name, ofCarrier] of Object.entries(harnesses)) {
  for (const harness of ofCarrier) {
    const title = [name, harness.api].filter(Boolean).join(' ');
    describeSubmits(name, harness);
    if (!('textOf' in harness)) continue;
    if (harness.lookup) describeLookup(title, harness, harness.lookup);
    if (harness.webhook) describeWebhook(title, harness.webhook);
  }
}

for (const method of ['md5hash', 'md5', 'sha1', 'sha512'] as const) {
  describeWebhook(`vonage SMS API, signed by ${method},`, vonageSmsWebhook(method));
}

const page = readFileSync(new URL('../../docs/carriers.md', import.meta.url), 'utf8');

describeWebhook('aws-eum, signed by version 1,', snsTopicWebhook('1'));

test('documents what each carrier offers to settle a submit by', () => {
  const yes = (is: boolean): string => (is ? 'yes' : 'no');
  for (const [name, ofCarrier] of Object.entries(harnesses)) {
    for (const { api, traits } of ofCarrier) {
      const title = api === undefined ? `\`${name}\`` : `\`${name}\`, ${api}`;
      const { dedupe, lookup, echo, settleSeconds, segmentsBy } = traits;
      const cells = [yes(dedupe), yes(lookup), yes(echo), lookup ? settleSeconds : '', segmentsBy];
      expect(page).toContain(`| ${title} | ${cells.join(' | ')} |`);
    }
  }
});

test('documents each misbehaviour with what we make of it', () => {
  for (const { what, kind, code } of misbehaviours)
    expect(page).toContain(`| ${what} | ${kind} | \`${code}\` |`);
});
