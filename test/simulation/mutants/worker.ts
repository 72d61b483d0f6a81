import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { plant } from './mutant.ts';
import { mutants } from './mutants.ts';

const { name } = z.object({ name: z.string() }).parse(workerData);
const mutant = mutants.find((candidate) => candidate.name === name);
if (!mutant) throw new Error(`no mutant ${name}`);
const target = new URL(`../../../${mutant.file}`, import.meta.url).href;

// The bug is planted while the file is loaded: the file itself stays as it is.
registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    if (url !== target) return loaded;
    return { ...loaded, source: plant(mutant, String(loaded.source)) };
  },
});

Error.stackTraceLimit = 0;
const { hunt } = await import('./hunt.ts');
parentPort?.postMessage(await hunt());
