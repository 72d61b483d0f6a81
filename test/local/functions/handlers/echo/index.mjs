import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

let invocations = 0;

const acts = {
  echo: ({ value }) => value,
  nothing: () => undefined,
  count: () => ++invocations,
  environment: () => process.env,
  remaining: (_event, context) => context.getRemainingTimeInMillis(),
  context: (_event, context) => context,
  wait: async ({ milliseconds }) => sleep(milliseconds),
  log: ({ text }) => process.stdout.write(text),
  exit: ({ code }) => process.exit(code),
  // A chain, not a list: a list that grows asks for so much at once that V8 gives up on the whole process.
  hog: () => {
    for (let i = 0; ; i++) globalThis.kept = { before: globalThis.kept, text: `item ${i}` };
  },
  spin: () => {
    for (;;);
  },
  fail: ({ message }) => {
    throw new TypeError(message);
  },
  crashLater: () => {
    setTimeout(() => {
      throw new RangeError('too late');
    });
    return sleep(5_000);
  },
  forgetPromise: async () => {
    void Promise.reject(new Error('nobody listens'));
    await sleep(5_000);
  },
  fetch: async ({ url }) => {
    const response = await fetch(url);
    return response.status;
  },
  connect: ({ host, port }) =>
    new Promise((resolve, reject) =>
      connect(port, host)
        .on('connect', () => resolve('connected'))
        .on('error', reject),
    ),
  lookup: async ({ host }) => lookup(host),
};

export const handler = async (event, context) => acts[event.act](event, context);
export const nested = { handler: async () => 'nested' };
export const withCallback = (_event, _context, callback) => callback(null, 'late');
