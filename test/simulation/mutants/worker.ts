import { registerHooks } from 'node:module';
import { parentPort } from 'node:worker_threads';
import * as z from 'zod';
import { Evidence } from './evidence.ts';
import { plant } from './mutant.ts';
import { mutants } from './mutants.ts';

const Order = z.object({ name: z.string(), before: Evidence.optional() });

const root = new URL('../../../', import.meta.url).href;
const isOurs = (url: string): boolean => url.startsWith(root) && !url.includes('/node_modules/');

/** Each mutant has the whole product and simulation for itself, as modules of its own; packages are shared. */
const placeOf = (url: string) => {
  const { searchParams, pathname } = new URL(url);
  return { place: searchParams.get('mutant'), file: pathname.slice(new URL(root).pathname.length) };
};

registerHooks({
  resolve: (specifier, context, nextResolve) => {
    const resolved = nextResolve(specifier, context);
    const place = context.parentURL === undefined ? null : placeOf(context.parentURL).place;
    if (place === null || !isOurs(resolved.url) || resolved.url.includes('?')) return resolved;
    return { ...resolved, url: `${resolved.url}?mutant=${place}` };
  },
  // The bug is planted while the file is loaded: the file itself stays as it is.
  load: (url, context, nextLoad) => {
    if (!isOurs(url)) return nextLoad(url, context);
    const { place, file } = placeOf(url);
    const loaded = nextLoad(url, context);
    const mutant = place === null ? undefined : mutants[Number(place)];
    return mutant?.file === file ? { ...loaded, source: plant(mutant, String(loaded.source)) } : loaded;
  },
});

Error.stackTraceLimit = 0;
parentPort?.on('message', async (order: unknown) => {
  const { name, before } = Order.parse(order);
  const place = mutants.findIndex((mutant) => mutant.name === name);
  const { hunt }: typeof import('./hunt.ts') = await import(`./hunt.ts?mutant=${place}`);
  parentPort?.postMessage(await hunt(before));
});
