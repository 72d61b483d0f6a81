import * as z from 'zod';
import type { Route, SimulatorAnswer, SimulatorRequest } from './http-server.ts';
import type { Ledger } from './ledger.ts';
import { readJson } from './read-json.ts';

/** All of the control interface is under this path, which no carrier's API has. */
export const controlPath = '/_simulator/';

const Page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.coerce.number().int().min(0).default(0),
});
const Outage = z.strictObject({ seconds: z.number().positive().max(3600) });

const refuse = (status: number, message: string): SimulatorAnswer => ({ status, json: { status, message } });

/** What a developer or a test asks of the simulator itself. */
export const createControl = (deps: {
  ledger: Ledger;
  startOutage: (seconds: number) => void;
  postInbound: Route;
}) => {
  const listMessages = ({ url }: SimulatorRequest): SimulatorAnswer => {
    const page = Page.safeParse(Object.fromEntries(url.searchParams));
    if (!page.success) return refuse(400, z.prettifyError(page.error));
    const messages = deps.ledger.list(page.data);
    const last = messages.at(-1)?.sequence;
    const next = messages.length === page.data.limit && last !== undefined ? { next: last } : {};
    return { status: 200, json: { messages, ...next } };
  };

  const startOutage = ({ body }: SimulatorRequest): SimulatorAnswer => {
    const outage = Outage.safeParse(readJson(body));
    if (!outage.success) return refuse(400, z.prettifyError(outage.error));
    const { seconds } = outage.data;
    // Only once the answer is out: the outage closes every connection
    return { status: 202, json: { seconds }, afterwards: () => deps.startOutage(seconds) };
  };

  const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
    messages: { GET: listMessages },
    outage: { POST: startOutage },
    inbound: { POST: deps.postInbound },
  };

  return (request: SimulatorRequest): ReturnType<Route> => {
    const name = request.url.pathname.slice(controlPath.length);
    const methods = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!methods) return refuse(404, `there is /_simulator/${Object.keys(routes).join(' and /_simulator/')}`);
    const handle = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
    return handle ? handle(request) : refuse(405, `use ${Object.keys(methods).join(', ')}`);
  };
};
