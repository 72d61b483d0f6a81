import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { twilioAccount } from '../../bin/local-services.ts';
import { TwilioCarrier } from '../../lib/carriers/twilio-carrier.ts';
import { VonageCarrier } from '../../lib/carriers/vonage-carrier.ts';
import { SmsPipeline } from '../../lib/sms-pipeline.ts';
import { simulatedAccounts } from '../../local/simulator/accounts.ts';
import { startLocalStack } from '../support/local-stack.ts';
import { messageOf } from '../support/pipeline-client.ts';
import { ledgerPageOf } from '../support/twilio-wire.ts';
import { freePort } from '../support/wire-server.ts';

/** All texts to Twilio, and to Vonage what Twilio surely does not take. */
const stackOf = (app: App): Stack => {
  const stack = new Stack(app, 'Failover');
  const secret = (name: string) => new Secret(stack, name, { description: name });
  const url = (name: string) => new CfnParameter(stack, name, { default: 'http://127.0.0.1' }).valueAsString;
  new SmsPipeline(stack, 'Pipeline', {
    environment: 'development',
    carriers: [
      new TwilioCarrier({
        secret: secret('TwilioCredentials'),
        apiUrl: url('TwilioApiUrl'),
        sender: '+15005550006',
      }),
      new VonageCarrier({
        secret: secret('VonageCredentials'),
        apiUrl: url('VonageApiUrl'),
        sender: 'Shop',
      }),
    ],
    routing: { rules: [{ name: 'all', carriers: [{ carrier: 'twilio' }], fallbacks: ['vonage'] }] },
  });
  return stack;
};

/** The way to the simulated Twilio: as long as it does not listen, Twilio is down. */
const sockets = new Set<Socket>();
let simulatorPort = 0;
const way = createServer((socket) => {
  const onward = connect(simulatorPort, '127.0.0.1');
  for (const end of [socket, onward]) {
    sockets.add(end);
    end.on('error', () => end.destroy());
  }
  socket.pipe(onward).pipe(socket);
});

let local: Awaited<ReturnType<typeof startLocalStack>>;
let twilioPort: number;
beforeAll(async () => {
  twilioPort = await freePort();
  local = await startLocalStack({
    stackOf,
    parameters: (simulatorUrl) => ({
      TwilioApiUrl: `http://127.0.0.1:${twilioPort}`,
      VonageApiUrl: simulatorUrl,
    }),
    secrets: { TwilioCredentials: twilioAccount, VonageCredentials: simulatedAccounts.vonage },
  });
  simulatorPort = Number(new URL(local.simulatorUrl).port);
}, 150_000);
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  way.close();
  await local.stop();
});

const send = async (to: string): Promise<string> => {
  const body = JSON.stringify({ to, body: 'Failover' });
  return (await local.call('', { method: 'POST', body })).messageId;
};
const allDelivered = async (messageIds: readonly string[]): Promise<void> => {
  for (const messageId of messageIds) {
    const current = async () => (await local.call(`/${messageId}`)).status;
    await expect.poll(current, { timeout: 60_000, interval: 100 }).toBe('delivered');
  }
};
const ledger = async () => (await ledgerPageOf(local.simulatorUrl, 'limit=1000')).messages;
/** How often each text was taken by anybody, and by whom. */
const takenOf = async (messageIds: readonly string[]) => {
  const entries = await ledger();
  return messageIds.map((messageId) => {
    const own = entries.filter(({ token, taken }) => messageOf(token) === messageId && taken > 0);
    return own.map(({ carrier, taken }) => `${carrier} ${taken}`).join();
  });
};

test('while Twilio is down all texts go by Vonage, each once; then Twilio gets them again', async () => {
  const numbers = Array.from({ length: 120 }, (_, i) => `+447700900${400 + (i % 90)}`);
  const during = await Promise.all(numbers.map(send));
  await allDelivered(during);
  expect(new Set(await takenOf(during))).toEqual(new Set(['vonage 1']));

  way.listen(twilioPort, '127.0.0.1');
  await once(way, 'listening');
  const after: string[] = [];
  const takersOfMore = async () => {
    const more = await Promise.all(numbers.slice(0, 10).map(send));
    after.push(...more);
    await allDelivered(more);
    return new Set(await takenOf(more));
  };
  // A probe first, and then each sender as it learns of it
  await expect.poll(takersOfMore, { timeout: 60_000, interval: 250 }).toEqual(new Set(['twilio 1']));
  for (const taken of await takenOf(after)) expect(['vonage 1', 'twilio 1']).toContain(taken);
}, 90_000);

test('a text of which Vonage lost the answer is found there a quarter of an hour later', async () => {
  const body = JSON.stringify({ to: '+447700900016', body: 'Lost', carrier: 'vonage' });
  const { messageId } = await local.call('', { method: 'POST', body });
  const current = async () => (await local.call(`/${messageId}`)).status;
  await expect.poll(current, { timeout: 25_000, interval: 100 }).toBe('unknown');
  local.pass(16);
  await allDelivered([messageId]);
});
