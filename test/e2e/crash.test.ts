import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { MessageResource } from '../../core/api/message-resource.ts';
import { isFinal } from '../../core/status.ts';
import { eventually } from '../support/eventually.ts';
import { endProcesses, readLocalJson, startProcess } from '../support/local-process.ts';
import { createPipelineClient, messageOf, type PipelineClient } from '../support/pipeline-client.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'crash-'));
afterAll(async () => {
  await endProcesses();
  rmSync(dataDir, { recursive: true });
});

const start = async () => {
  const { ready } = startProcess(['--port', '0', '--data-dir', dataDir], dataDir);
  await ready();
  return createPipelineClient(readLocalJson(dataDir));
};

type Text = { readonly body: object; readonly key?: string };

/** Every other one under an Idempotency-Key; the last tenth through the carrier that echoes no id of ours. */
const texts: readonly Text[] = Array.from({ length: 200 }, (_, i) => ({
  body: {
    to: `+4477009008${String(i % 100).padStart(2, '0')}`,
    body: `Text ${i}`,
    type: (['otp', 'transactional', 'promotional'] as const)[i % 3],
    ...(i >= 180 && { carrier: 'sns' }),
  },
  ...(i % 2 === 0 && { key: `text-${i}` }),
}));

/** The id, once a 202 says that the message is stored; undefined when the pipeline was too busy or died before that. */
const post = async (client: PipelineClient, { body, key }: Text): Promise<string | undefined> => {
  try {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    const { status, text } = await client.call('/v1/messages', { body, headers });
    return status === 202 ? MessageResource.parse(JSON.parse(text)).messageId : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};

const kill = ({ run }: PipelineClient): true => process.kill(run.pid, 'SIGKILL');

test('after kill -9 in the middle of 200 messages none is lost and none is submitted twice', async () => {
  const before = await start();
  let acceptedOnes = 0;
  const posted = texts.map(async (text) => {
    const messageId = await post(before, text);
    if (messageId !== undefined) {
      acceptedOnes += 1;
      if (acceptedOnes === 60) kill(before);
    }
    return { text, messageId };
  });
  const firstTry = await Promise.all(posted);
  await before.stop();
  const stored = firstTry.flatMap(({ messageId }) => messageId ?? []);
  expect(stored.length).toBeGreaterThanOrEqual(60);
  expect(stored.length).toBeLessThan(200);

  const after = await start();
  const again = await Promise.all(
    firstTry
      .filter(({ text }) => text.key !== undefined)
      .map(async ({ text, messageId }) => {
        const repeated = await after.send(text.body, { 'idempotency-key': `${text.key}` });
        if (messageId !== undefined) expect(repeated.messageId).toBe(messageId);
        return repeated.messageId;
      }),
  );
  const promised = [...new Set([...stored, ...again])];

  await eventually(() => {
    const open = promised.filter((messageId) => {
      const last = after.events.of(messageId).at(-1);
      return last === undefined || !isFinal(last.data.status);
    });
    expect(open).toEqual([]);
  });

  const ledger = await after.ledger();
  for (const { submits, taken } of ledger) expect([submits, [0, 1].includes(taken)]).toEqual([1, true]);
  const submitted = ledger.flatMap(({ token }) => (token === null ? [] : messageOf(token)));
  expect(new Set(submitted).size).toBe(submitted.length);

  for (const messageId of promised) {
    const { carrier, status, timeline } = await after.find(messageId);
    // What Twilio took is delivered. What was claimed and never reached a carrier stays unknown, and so may an SNS text
    // that was taken: no receipt leads back to it before its id is written down.
    const wasTaken = submitted.includes(messageId);
    if (carrier === 'twilio') expect(status).toBe(wasTaken ? 'delivered' : 'unknown');
    else expect(['delivered', 'unknown']).toContain(status);
    const versions = after.events.of(messageId).map(({ data }) => data.version);
    expect(versions).toEqual(timeline.slice(1).map(({ version }) => version));
  }
  await after.stop();
});
