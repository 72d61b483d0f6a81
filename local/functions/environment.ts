import { Worker } from 'node:worker_threads';
import { type ErrorReport, FunctionError } from './function-error.ts';
import type { FunctionLog } from './function-log.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { Invocation, WorkerData, WorkerMessage } from './worker-messages.ts';

/**
 * One execution environment: a worker thread that runs one invocation at a time. Its memory limit is V8's for the
 * heap: buffers are not counted, and one that allocates faster than V8 can stop it ends the whole process.
 */
export type Environment = {
  /** Once the code outside of the handler has run, well or not. */
  readonly started: Promise<void>;
  /** The answer as JSON. Throws a FunctionError; afterwards the environment may be dead. */
  readonly invoke: (invocation: Omit<Invocation, 'deadline'>) => Promise<string>;
  readonly isAlive: () => boolean;
  /** Ends it at once, in the middle of whatever it does, as when Lambda loses a machine. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
};

/** Lambda gives the code outside of the handler this long. */
const initSeconds = 10;

const workerFile = new URL('./worker.ts', import.meta.url);

const whyItDied = (error: unknown): ErrorReport => {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return {
      errorType: 'Runtime.OutOfMemory',
      errorMessage: 'Error: Runtime exited with error: signal: killed',
    };
  return { errorType: 'Runtime.ExitError', errorMessage: `Error: ${error}` };
};

export const startEnvironment = (
  fn: LambdaFunction,
  processEnvironment: Record<string, string>,
  log: FunctionLog,
  ahead: SharedArrayBuffer | undefined,
): Environment => {
  const workerData: WorkerData = { codePath: fn.codePath, handler: fn.handler, ...(ahead && { ahead }) };
  const worker = new Worker(workerFile, {
    workerData,
    env: processEnvironment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: fn.memoryMegabytes },
    stdout: true,
    stderr: true,
  });
  worker.stdout.setEncoding('utf8').on('data', log.writer());
  worker.stderr.setEncoding('utf8').on('data', log.writer());

  let dead: ErrorReport | undefined;
  let waiting: PromiseWithResolvers<WorkerMessage> | undefined;
  const die = (report: ErrorReport): void => {
    dead ??= report;
    waiting?.reject(new FunctionError(dead));
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'crash') die(message.report);
    else waiting?.resolve(message);
  });
  worker.on('error', (error) => die(whyItDied(error)));
  worker.on('exit', (code) =>
    die({
      errorType: 'Runtime.ExitError',
      errorMessage: `Error: Runtime exited ${code === 0 ? 'without providing a reason' : `with error: exit status ${code}`}`,
    }),
  );

  const next = async (seconds: number, timeout: ErrorReport): Promise<WorkerMessage> => {
    if (dead) throw new FunctionError(dead);
    waiting = Promise.withResolvers<WorkerMessage>();
    const timer = setTimeout(() => die(timeout), seconds * 1000);
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      waiting = undefined;
      if (dead) await worker.terminate();
    }
  };

  const ready = next(initSeconds, {
    errorType: 'Sandbox.Timedout',
    errorMessage: `Error: Init timed out after ${initSeconds} seconds`,
  });

  return {
    // The invocation that waits for it reports its failure.
    started: ready.then(
      () => {},
      () => {},
    ),
    isAlive: () => dead === undefined,
    kill: () => {
      void worker.terminate();
      die({
        errorType: 'Runtime.ExitError',
        errorMessage: 'Error: Runtime exited with error: signal: killed',
      });
    },
    stop: async () => void (await worker.terminate()),
    invoke: async (invocation) => {
      await ready;
      const answer = next(fn.timeoutSeconds, {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${invocation.context.awsRequestId} Error: Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`,
      });
      worker.postMessage({ ...invocation, deadline: Date.now() + fn.timeoutSeconds * 1000 });
      const message = await answer;
      if (message.kind === 'answer') return message.json;
      throw new FunctionError(
        message.kind === 'error'
          ? message.report
          : { errorType: 'Runtime.Unknown', errorMessage: `unexpected ${message.kind}` },
      );
    },
  };
};
