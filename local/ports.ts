import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';

const Ports = z.record(z.string(), z.int());

const portOf = (server: Server): number => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
};

const listen = async (server: Server, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return portOf(server);
};

const isInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/**
 * Listens on the loopback. With port 0 it takes the port of the last run in this data folder when that is free:
 * carriers were given callback URLs with it.
 */
export const listenOn = async (
  server: Server,
  dataDir: string,
  name: string,
  port: number,
): Promise<number> => {
  const file = join(dataDir, 'ports.json');
  const saved = existsSync(file) ? Ports.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  const taken = await listen(server, port || (saved[name] ?? 0)).catch((error: unknown) => {
    if (!isInUse(error)) throw error;
    if (port !== 0) throw new Error(`port ${port} is in use: choose another, or 0 for any`, { cause: error });
    return listen(server, 0);
  });
  writeFileSync(file, `${JSON.stringify({ ...saved, [name]: taken }, undefined, 2)}\n`);
  return taken;
};
