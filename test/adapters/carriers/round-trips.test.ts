import { expect, test } from 'vitest';
import { CarrierSettings, openCarriers, openWebhooks } from '../../../adapters/carriers/registry.ts';
import { applyReceipt } from '../../../core/apply-receipt.ts';
import { claim, recordOutcome } from '../../../core/lifecycle.ts';
import { acceptedState } from '../../../core/outbound-message.ts';
import type { Receipt } from '../../../core/receipt.ts';
import { simulatedAccounts } from '../../../local/simulator/accounts.ts';
import { aMessage, messageId } from '../../support/builders.ts';
import { carrierDeps, fakeSecrets } from '../../support/carrier-deps.ts';
import { documentedApi } from '../../support/documented-api.ts';
import { startReceiver, startSimulator } from '../../support/simulator.ts';
import { submitRequest } from '../../support/submit-request.ts';

const { privateKey: _, ...telnyx } = simulatedAccounts.telnyx;

const settingsOf = (apiUrl: string): object => ({ secretArn: 'arn', apiUrl });

/** Each carrier with the receipts that it gives for a text of three segments. */
const carriers = [
  ['vonage', settingsOf, simulatedAccounts.vonage, 6],
  ['plivo', settingsOf, simulatedAccounts.plivo, 6],
  ['telnyx', settingsOf, telnyx, 2],
  ['http', documentedApi, simulatedAccounts.http, 2],
] as const;

for (const [name, settingsAt, account, receiptCount] of carriers) {
  test(`follows a text of three segments through ${name} to its end`, async () => {
    const simulator = await startSimulator();
    const receiver = await startReceiver();
    const parsed = CarrierSettings.parse({
      [name]: settingsAt(simulator.url),
    });
    const secrets = fakeSecrets(JSON.stringify(account)).store;
    const deps = carrierDeps({ publicUrl: receiver.url, secrets });
    const carrier = (await openCarriers(parsed, deps)).get(name);
    const webhook = (await openWebhooks(parsed, deps)).get(name);
    const request = submitRequest({
      messageId,
      attemptId: `att_${'0a'.repeat(16)}_1`,
      text: 'x'.repeat(400),
    });

    const outcome = await carrier?.submit(request);
    await expect.poll(() => receiver.posted.length, { timeout: 3000 }).toBe(receiptCount);
    const receipts: Receipt[] = [];
    for (const { url, headers, body } of receiver.posted) {
      const call = { method: 'POST', url, headers, body: Buffer.from(body), receivedAt: new Date() };
      const verdict = await webhook?.receive({ ...call, token: url.split('/').at(-1) ?? '' });
      if (verdict?.kind === 'receipts') receipts.push(...verdict.receipts);
    }
    await simulator.stop();
    await receiver.stop();

    const now = new Date();
    const message = aMessage({ segmentCount: 3, route: { rule: 'r', carrier: name, considered: [name] } });
    const claimed = claim(acceptedState(message), name, now);
    const sent = outcome ? recordOutcome(claimed, 1, outcome, now) : claimed;
    const story = receipts.map(
      (_, i) =>
        receipts.slice(0, i + 1).reduce((state, receipt) => applyReceipt(state, receipt, now), sent).status,
    );
    expect(receipts).toHaveLength(receiptCount);
    expect(story).toEqual([...Array(receiptCount - 1).fill('sent'), 'delivered']);
  });
}
