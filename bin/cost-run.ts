import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { walks } from '../core/sweep/walks.ts';
import { createFullBatches } from '../local/meter/full-batches.ts';
import { readLogUsage } from '../local/meter/log-usage.ts';
import { createMeter } from '../local/meter/meter.ts';
import {
  add,
  byCall,
  byFunction,
  byMessage,
  byTenant,
  type Quantities,
  scaled,
  sum,
  type Usage,
} from '../local/meter/usage.ts';
import type { Scenario } from './cost-scenarios.ts';
import { type LocalRun, startLocalRun } from './local-run.ts';

type Sums = ReadonlyMap<string, Quantities>;

export type Measured = {
  readonly scenario: Scenario;
  /** Mean of a text: what was done for texts. */
  readonly perText: Quantities;
  /** The same without the way back, so of a carrier that posts no receipts. */
  readonly withoutReceipts: Quantities;
  /** Mean of a text, by who used it and for whom. */
  readonly byFunction: Sums;
  /** By function and what it called, such as `… dynamodb:PutItem`. */
  readonly byCall: Sums;
  readonly byTenant: Sums;
  readonly byMessage: Sums;
  /** What is done once for many texts, by a container or in a minute, in total. */
  readonly shared: Sums;
};

/** The functions of the way back, and the poller of its queue. */
const isReceipt = ({ caller }: Usage): boolean => /Receipt|ReceiveWebhook/.test(caller);

/** Reconcile looks at the status of each text once a walk, in eventually consistent reads, hours and days after. */
const swept: Quantities = { sweptReadUnits: walks(0).filter(({ index }) => index === 'byTime').length / 2 };

const post = async ({ url, apiKey }: LocalRun, path: string, body: unknown): Promise<void> => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${answer}`);
};

/** Sends the texts from the `from`th to before the `until`th. */
const send = async (
  run: LocalRun,
  { textsPerRequest, recipientOf, body }: Scenario,
  from: number,
  until: number,
): Promise<void> => {
  const messages = Array.from({ length: until - from }, (_, n) => ({ to: recipientOf(from + n), body }));
  for (let at = 0; at < messages.length; at += textsPerRequest) {
    const [first, ...others] = messages.slice(at, at + textsPerRequest);
    if (textsPerRequest === 1) await post(run, '/v1/messages', first);
    else await post(run, '/v1/messages/batch', { messages: [first, ...others] });
  }
};

/** Whether everything has happened to so many texts that is going to. */
const isOver = ({ receipts }: Scenario, texts: number, usages: readonly Usage[]): boolean => {
  const posted = usages.filter(
    ({ action, caller }) => action === 'lambda:Invoke' && /ReceiveWebhook/.test(caller),
  );
  return (sum(usages).events ?? 0) >= 2 * texts && posted.length >= receipts * texts;
};

const summarize = (
  scenario: Scenario,
  usages: readonly Usage[],
  tenantOf: (id: string) => string | undefined,
): Measured => {
  const share = 1 / scenario.texts;
  const means = (sums: Sums): Sums => new Map([...sums].map(([name, all]) => [name, scaled(all, share)]));
  // Texts of an earlier scenario went to the same recipient.
  const texts = new Set(
    usages.filter(({ action }) => action === 'lambda:Invoke').flatMap(({ messageIds }) => messageIds),
  );
  const workers = new Set(
    usages.filter(({ messageIds }) => messageIds.some((id) => texts.has(id))).map(({ caller }) => caller),
  );
  /** A line about a whole run, such as its metrics, is about all texts in equal parts. */
  const subjectsOf = ({ action, caller, messageIds }: Usage): readonly string[] =>
    messageIds.length === 0 && action === 'logs:PutLogEvents' && workers.has(caller)
      ? [...texts]
      : messageIds.filter((id) => texts.has(id));
  const attributed = usages.map((usage) => ({ ...usage, messageIds: subjectsOf(usage) }));
  const own = attributed.filter(({ messageIds }) => messageIds.length > 0);
  return {
    scenario,
    perText: add(scaled(sum(own), share), swept),
    withoutReceipts: add(scaled(sum(own.filter((usage) => !isReceipt(usage))), share), swept),
    byFunction: means(byFunction(own)),
    byCall: means(byCall(own)),
    byMessage: byMessage(own),
    byTenant: means(byTenant(own, tenantOf)),
    shared: byFunction(attributed.filter(({ messageIds }) => messageIds.length === 0)),
  };
};

/**
 * Runs the template with a meter, one scenario after the other, in full batches.
 * @param patienceMs how long each scenario may take
 */
export const measure = async (
  templateDir: string,
  scenarios: readonly Scenario[],
  patienceMs = 120_000,
): Promise<readonly Measured[]> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'cost-'));
  const meter = createMeter();
  const batches = createFullBatches((queueUrl) => queueUrl.includes('Receipts'));
  const { run, stop } = await startLocalRun(
    { port: 0, dataDir, fresh: true, seed: 1, endpoint: undefined },
    templateDir,
    () => {},
    {
      gates: [batches.gate, meter.gate],
      onInvocation: meter.observeInvocation,
      onDeployed: meter.deployed,
    },
  );
  const logOffsets = new Map<string, number>();

  const measureOne = async (scenario: Scenario): Promise<Measured> => {
    const from = meter.usages.length;
    const used = () => meter.usages.slice(from);
    const end = Date.now() + patienceMs;
    const step = scenario.entriesPerRun === 1 ? 1 : scenario.texts;
    batches.resize(scenario.entriesPerRun);
    for (let sent = 0; sent < scenario.texts; sent += step) {
      await send(run, scenario, sent, sent + step);
      while (!isOver(scenario, sent + step, used()) || !batches.isIdle()) {
        if (Date.now() > end) throw new Error(`${scenario.name}: not over within ${patienceMs / 1000} s`);
        await sleep(20);
      }
    }
    // What functions print comes to their log files a moment later.
    await sleep(200);
    const logs = readLogUsage(dataDir, logOffsets, meter.attribution);
    return summarize(scenario, [...used(), ...logs], meter.tenantOf);
  };

  try {
    const measured: Measured[] = [];
    for (const scenario of scenarios) measured.push(await measureOne(scenario));
    return measured;
  } finally {
    await stop();
    rmSync(dataDir, { recursive: true });
  }
};
