import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listenOn } from '../../local/ports.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'ports-'));
const server = (): Server => {
  const created = createServer();
  onTestFinished(() => void created.close());
  return created;
};

test('says so when the port that was asked for is in use', async () => {
  const port = await listenOn(server(), folder(), 'api', 0);
  await expect(listenOn(server(), folder(), 'api', port)).rejects.toThrow(`port ${port} is in use`);
});

test('remembers the port of each name', async () => {
  const dataDir = folder();
  const first = server();
  const port = await listenOn(first, dataDir, 'api', 0);
  await listenOn(server(), dataDir, 'other', 0);
  await new Promise((resolve) => first.close(resolve));
  expect(await listenOn(server(), dataDir, 'api', 0)).toBe(port);
});
