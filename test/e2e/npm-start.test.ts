import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { dataFiles, lockFile } from '../../bin/data-dir.ts';
import { MessageResource } from '../../core/api/message-resource.ts';
import { isFinal } from '../../core/status.ts';
import { eventually } from '../support/eventually.ts';
import { endProcesses, isRunIn, readLocalJson, startProcess } from '../support/local-process.ts';
import { createPipelineClient } from '../support/pipeline-client.ts';

const home = mkdtempSync(join(tmpdir(), 'npm-start-'));
afterAll(async () => {
  await endProcesses();
  rmSync(home, { recursive: true });
});

const start = (...args: string[]) => startProcess(args, home);

describe.concurrent('npm start', () => {
  test.for([
    [['--prot', '1'], /--prot/],
    [['--port', '70000'], /--port takes a number from 0 to 65535/],
    [['--port', '-1'], /--port/],
    [['--port'], /--port/],
    [['--seed', 'x'], /--seed takes a whole number/],
    [['--endpoint', 'ftp://x'], /--endpoint takes an http or https URL/],
    [['--data-dir', ''], /--data-dir takes a folder/],
    [['more'], /more/],
  ] as const)('refuses %j with a message and how it is used', async ([args, message], { expect }) => {
    const { code, output } = await start(...args).ended;
    expect(code).toBe(2);
    expect(output).toMatch(message);
    expect(output).toContain('--data-dir DIR');
    expect(output).not.toMatch(/^\s+at /m);
  });

  test('explains itself', async ({ expect }) => {
    const { code, output } = await start('--help').ended;
    expect([code, output]).toEqual([0, expect.stringContaining('npm start -- [options]')]);
  });

  test('does not delete a folder that is not its own', async ({ expect }) => {
    const foreign = join(home, 'photos');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'holiday.jpg'), 'x');
    const { code, output } = await start('--data-dir', 'photos', '--fresh').ended;
    expect([code, output]).toEqual([2, expect.stringContaining(`${foreign} has seen none`)]);
    expect(readdirSync(foreign)).toEqual(['holiday.jpg']);
  });

  test('says which port is taken', async ({ expect }) => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, output } = await start('--port', port, '--data-dir', 'taken').ended;
    server.close();
    expect([code, output]).toEqual([2, expect.stringContaining(`--port ${port} is in use`)]);
    expect(output).not.toMatch(/^\s+at /m);
    expect(isRunIn(join(home, 'taken'))).toBe(false);
  });
});

describe('a run in a folder', () => {
  const dataDir = join(home, 'a folder', 'of its own');
  const relative = join('a folder', 'of its own');
  let apiKey: string;
  let url: string;
  let sent: MessageResource[];

  test('says where it is, and prints a curl that works as pasted', async () => {
    const run = start('--port', '0', '--data-dir', relative);
    const line = await run.ready();
    const local = readLocalJson(dataDir);
    ({ apiKey, url } = local);
    expect(line.startsWith(`Ready at ${url}: curl `)).toBe(true);
    const curl = line.slice(line.indexOf('curl '));
    const pasted = await promisify(execFile)('sh', ['-c', curl]);
    expect(MessageResource.parse(JSON.parse(pasted.stdout)).status).toBe('accepted');
    expect(await (await fetch(local.consoleUrl)).text()).toContain('<html');

    // Another run, even one that is to forget, must not touch the folder.
    const second = await start('--port', '0', '--data-dir', dataDir, '--fresh').ended;
    expect([second.code, second.output]).toEqual([
      2,
      `Another local run uses ${dataDir}: end it or name another --data-dir.\n`,
    ]);

    const client = createPipelineClient(local);
    const texts = Array.from({ length: 30 }, (_, i) => ({ to: '+447700900001', body: `Drained ${i}` }));
    sent = await Promise.all(texts.map((text) => client.send(text)));
    await client.stop();
    expect(await run.stop()).toBe(0);
    expect(isRunIn(dataDir)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('goes on where the last one ended, under the same URL and key', async () => {
    const run = start('--port', '0', '--data-dir', relative);
    await run.ready();
    const local = readLocalJson(dataDir);
    expect(local).toMatchObject({ apiKey, url });
    const client = createPipelineClient(local);
    for (const { messageId } of sent) {
      await eventually(async () => {
        expect(isFinal((await client.find(messageId)).status)).toBe(true);
      });
      expect((await client.find(messageId)).status).toBe('delivered');
    }
    const submits = await client.ledger();
    expect(submits).toHaveLength(sent.length + 1);
    for (const entry of submits) expect([entry.submits, entry.taken]).toEqual([1, 1]);
    await client.stop();
    expect(await run.stop()).toBe(0);
  });

  test('forgets with --fresh, and leaves what is not its own', async () => {
    writeFileSync(join(dataDir, 'notes.txt'), 'mine');
    const run = start('--port', '0', '--data-dir', relative, '--fresh');
    await run.ready();
    const local = readLocalJson(dataDir);
    expect(local.apiKey).not.toBe(apiKey);
    const client = createPipelineClient(local);
    const [first] = sent;
    expect((await client.call(`/v1/messages/${first?.messageId}`)).status).toBe(404);
    expect((await client.call('/v1/health', { apiKey })).status).toBe(200);
    const old = await client.refused('/v1/messages', { body: { to: '+447700900001', body: 'x' }, apiKey });
    expect(old.status).toBe(401);
    expect(await client.ledger()).toEqual([]);
    await client.stop();
    expect(await run.stop()).toBe(0);
    const known: readonly string[] = [...dataFiles, lockFile];
    expect(readdirSync(dataDir).filter((name) => !known.includes(name))).toEqual(['notes.txt']);
  });
});
