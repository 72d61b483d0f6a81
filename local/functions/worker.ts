import { flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { refuseEgress } from './egress.ts';
import type { ErrorReport } from './function-error.ts';
import { loadHandler } from './load-handler.ts';
import { followClock } from './worker-clock.ts';
import type { Invocation, WorkerData, WorkerMessage } from './worker-messages.ts';

/** The Lambda runtime: loads the handler in its own thread, then runs one invocation after the other. */
const port = parentPort;
if (!port) throw new Error('this file runs in a worker thread');

const send = (message: WorkerMessage): void => port.postMessage(message);

const describe = (error: unknown): ErrorReport => {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  const trace = (error.stack ?? '').split('\n');
  return { errorType: error.name, errorMessage: error.message, trace };
};

const crash = (report: ErrorReport): void => {
  send({ kind: 'crash', report });
  process.exit(1);
};

process.on('uncaughtException', (error) => crash(describe(error)));
process.on('unhandledRejection', (reason) => {
  const { errorType, errorMessage, trace = [] } = describe(reason);
  crash({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: `${errorType}: ${errorMessage}`,
    trace,
  });
});

// Of the host's, so nothing that a function may see: Node.js has read it.
delete process.env.NODE_COMPILE_CACHE;
refuseEgress();
const { codePath, handler: handlerName, ahead }: WorkerData = workerData;
const machineNow = Date.now;
if (ahead) followClock(ahead);
const handler = await loadHandler(codePath, handlerName).catch((error: unknown) => crash(describe(error)));

const run = async ({ event, deadline, context }: Invocation): Promise<string> => {
  const getRemainingTimeInMillis = (): number => Math.max(0, deadline - machineNow());
  const answer = await handler?.(JSON.parse(event), {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis,
  });
  return JSON.stringify(answer) ?? 'null';
};

let isFirst = true;
port.on('message', (invocation: Invocation) => {
  run(invocation)
    .then(
      (json) => send({ kind: 'answer', json }),
      (error: unknown) => send({ kind: 'error', report: describe(error) }),
    )
    .finally(() => {
      if (isFirst) flushCompileCache();
      isFirst = false;
    });
});
send({ kind: 'ready' });
