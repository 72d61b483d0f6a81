import { connect } from 'node:net';

/** Writes bytes to a server as they are and reads until it closes, or until it has been silent for a second. */
export const exchangeRaw = (url: string, ...parts: readonly (string | Uint8Array)[]): Promise<string> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part);
    });
    const end = (): void => {
      socket.destroy();
      resolve(Buffer.concat(chunks).toString());
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      socket.setTimeout(1_000);
    });
    socket.on('timeout', end).on('end', end).on('error', end);
  });
};

/** A request of any header lines and bytes, its length said by us. */
export const rawRequest = (
  requestLine: string,
  headers: readonly string[],
  body: string | Uint8Array = '',
): [string, string | Uint8Array] => {
  const lines = [requestLine, 'host: 127.0.0.1', `content-length: ${Buffer.byteLength(body)}`, ...headers];
  return [`${lines.join('\r\n')}\r\n\r\n`, body];
};

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

/** Sends the beginning of a request and hangs up. */
export const abandonRaw = (url: string, beginning: string): Promise<void> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(beginning, () => socket.destroy()));
    socket.on('close', () => resolve()).on('error', reject);
  });
};
