import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../local/clock.ts';
import { createSimulator } from '../../local/simulator/simulator.ts';
import { createJobs } from '../../local/state/jobs.ts';
import { openStore } from '../../local/state/store.ts';

export const twilioAccount = {
  accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
  authToken: 'a-token-for-tests',
};

/** A running simulator on a folder of its own. */
export const startSimulator = async ({
  dataDir = mkdtempSync(join(tmpdir(), 'simulator-')),
  seed = 1,
  clock = systemClock,
} = {}) => {
  const store = openStore(dataDir);
  const jobs = createJobs(store, clock);
  const simulator = createSimulator({ store, jobs, clock, seed, twilio: twilioAccount });
  const url = await simulator.start(0);
  jobs.start();
  return {
    url,
    stop: async (): Promise<void> => {
      await simulator.stop();
      await jobs.stop();
      store.close();
    },
  };
};

export type PostedReceipt = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly form: Readonly<Record<string, string>>;
  readonly at: number;
};

/** Takes receipts like our webhook endpoint does; `status` may refuse some of them. */
export const startReceiver = async (status: (posted: PostedReceipt) => number = () => 204) => {
  const posted: PostedReceipt[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const receipt = {
      url: `${url}${request.url}`,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, `${value}`])),
      body,
      form: Object.fromEntries(new URLSearchParams(body)),
      at: Date.now(),
    };
    posted.push(receipt);
    response.writeHead(status(receipt)).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  return {
    url,
    posted,
    statuses: () => posted.map(({ form }) => form.MessageStatus),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
