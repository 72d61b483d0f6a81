import type { Socket } from 'node:dgram';

/** Sends a document towards X-Ray. Resolves when it is on its way, or lost: a trace is not worth an error. */
export type SendDocument = (document: object) => Promise<void>;

/** What the daemon wants before each document. */
const header = '{"format":"json","version":1}\n';

/** The daemon that runs beside a function, by its address `host:port`. UDP, so that nobody waits for it. */
export const openDaemon = (address: string): SendDocument => {
  const [host, port] = address.split(':');
  let socket: Promise<Socket> | undefined;

  // Loaded when first needed: most functions are never sampled.
  const open = async (): Promise<Socket> => {
    const { createSocket } = await import('node:dgram');
    const opened = createSocket('udp4');
    opened.on('error', () => undefined);
    opened.unref();
    return opened;
  };

  return async (document) => {
    socket ??= open();
    const opened = await socket;
    const { promise, resolve } = Promise.withResolvers<void>();
    opened.send(`${header}${JSON.stringify(document)}`, Number(port), host, () => resolve());
    await promise;
  };
};
