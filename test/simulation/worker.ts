import { parentPort } from 'node:worker_threads';
import { perform, type Task } from './tasks.ts';

// Most errors of a run are faults that somebody handles, and writing down where they came from takes a third of the time.
Error.stackTraceLimit = 0;

parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await perform(task));
});
