import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CarriersVariable, openCarriers, openWebhooks } from '../../../adapters/carriers/registry.ts';
import { attemptIdOf } from '../../../core/ids.ts';
import type { Receipt } from '../../../core/receipt.ts';
import { failureScripts } from '../../../core/scripted-failures.ts';
import { carrierDeps, fakeSecrets } from '../../support/carrier-deps.ts';
import { eventually } from '../../support/eventually.ts';
import { simulatedCarriers } from '../../support/simulated-carriers.ts';
import { startSimulator } from '../../support/simulator.ts';
import { submitRequest } from '../../support/submit-request.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const numbers = Object.entries(failureScripts);
const messageIdOf = (index: number) => `msg_${String(index).padStart(32, '0')}` as const;
const longText = 'Two segments. '.repeat(20);

/** Submits a text to each number by the adapter, and reads the receipts that come by its webhook. */
const play = async ([simulated, name, settings, secret]: (typeof simulatedCarriers)[number]) => {
  const receipts: Receipt[] = [];
  const variable = CarriersVariable.parse(
    JSON.stringify({ [name]: { secretArn: 'arn', apiUrl: simulator.url, ...settings } }),
  );
  const server = createServer(async (request, response) => {
    const verdict = await webhooks.get(name)?.receive({
      method: 'POST',
      url: `${publicUrl}${request.url}`,
      headers: Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, `${value}`])),
      body: await buffer(request),
      token: request.url?.split('/').at(-1) ?? '',
      receivedAt: new Date(),
    });
    if (verdict?.kind === 'receipts') receipts.push(...verdict.receipts);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const publicUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const deps = carrierDeps({ secrets: fakeSecrets(JSON.stringify(secret)).store, publicUrl });
  const webhooks = await openWebhooks(variable, deps);
  const carrier = (await openCarriers(variable, deps)).get(name);

  const outcomes = await Promise.all(
    numbers.map(([recipient], i) => {
      const messageId = messageIdOf(i);
      const attemptId = attemptIdOf(messageId, 1);
      return carrier?.submit(
        submitRequest({ messageId, attemptId, recipient, sender: '+15005550006', text: longText }),
      );
    }),
  );
  const receiptsOf = (index: number) =>
    receipts.filter(({ attemptId = '' }) => attemptId === attemptIdOf(messageIdOf(index), 1));
  await eventually(() => {
    for (const [i, [, { receipts: planned }]] of numbers.entries()) {
      if (planned.length > 0) expect(receiptsOf(i).map(({ status }) => status)).not.toEqual([]);
      if (planned.some(({ failure }) => failure)) {
        expect(receiptsOf(i).some(({ failureCode }) => failureCode)).toBe(true);
      }
    }
  });
  await new Promise((resolve) => server.close(resolve));
  return { simulated, outcomes, receiptsOf };
};

test('each simulated carrier says what its numbers ask for, as the table of docs/simulator.md has it', async () => {
  const plays = await Promise.all(simulatedCarriers.map(play));
  const rows = new Map<string, { refused: string[]; reported: string[] }>();
  for (const { simulated, outcomes, receiptsOf } of plays) {
    for (const [i, [, { submit, receipts }]] of numbers.entries()) {
      const outcome = outcomes[i];
      if (submit.kind === 'reject') {
        if (outcome?.ok !== false) throw new Error(`${simulated} took what it was to refuse`);
        const row = rows.get(submit.failure) ?? { refused: [], reported: [] };
        rows.set(submit.failure, row);
        if (outcome.failure.code === submit.failure) row.refused.push(simulated);
        continue;
      }
      expect(outcome?.ok).toBe(true);
      const failure = receipts.find((receipt) => receipt.failure)?.failure;
      const row = failure && rows.get(failure);
      const said = receiptsOf(i).find(({ failureCode }) => failureCode === failure);
      if (row && said && receipts[1]?.segments === undefined && !row.reported.includes(simulated)) {
        row.reported.push(simulated);
      }
    }
  }
  const page = readFileSync(new URL('../../../docs/simulator.md', import.meta.url), 'utf8');
  const table = [...rows].map(
    ([failure, { refused, reported }]) =>
      `| \`${failure}\` | ${refused.join(', ')} | ${reported.join(', ')} |`,
  );
  const documented = page.split('\n').filter((line) => /^\| `[a-z_]+` \| .* \| .* \|$/.test(line));
  expect(documented).toEqual(table);

  const indexOf = (number: string) => numbers.findIndex(([candidate]) => candidate === number);
  const statusesAt = (number: string) =>
    Object.fromEntries(
      plays.map(({ simulated, receiptsOf }) => [
        simulated,
        [...new Set(receiptsOf(indexOf(number)).map(({ status }) => status))].sort(),
      ]),
    );
  expect(statusesAt('+447700900191')).toEqual({
    twilio: ['expired', 'sent'],
    vonage: ['expired', 'sent'],
    'vonage-messages': ['expired', 'sent'],
    plivo: ['expired', 'sent'],
    telnyx: ['expired', 'sent'],
  });
  expect(statusesAt('+447700900192')).toMatchObject({ twilio: ['canceled'] });
  expect(statusesAt('+447700900193')).toMatchObject({
    twilio: ['sent', 'undelivered'],
    vonage: ['delivered', 'sent', 'undelivered'],
    plivo: ['delivered', 'sent', 'undelivered'],
  });
});
