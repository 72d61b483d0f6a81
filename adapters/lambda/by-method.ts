import { Fault } from '../../core/fault.ts';
import type { HttpStep } from './http.ts';

/** One function for several methods of a path: which there are is up to the routes. */
export const byMethod =
  (steps: Readonly<Record<string, HttpStep>>): HttpStep =>
  async (request) => {
    const step = Object.hasOwn(steps, request.method) ? steps[request.method] : undefined;
    if (!step) throw new Fault(`no route leads here by ${request.method}`);
    return step(request);
  };
