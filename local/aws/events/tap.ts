import * as z from 'zod';
import type { CloudContext } from '../../resource.ts';
import type { Backend } from '../call.ts';
import type { EventBus } from './bus.ts';
import { busName, eventOf, PutEvents } from './engine.ts';

const Results = z.object({ Entries: z.array(z.object({ EventId: z.string().optional() })) });

/**
 * With another emulator behind the endpoint, events that it takes go to our bus as well: the functions run in this
 * process, where no emulator could invoke them, so rules are matched and their targets served here in any case.
 */
export const tapEvents =
  (context: Pick<CloudContext, 'accountId' | 'region' | 'clock'>, bus: EventBus, backend: Backend): Backend =>
  async (call) => {
    const answer = await backend(call);
    if (call.service !== 'events' || call.action !== 'PutEvents' || answer.status >= 300) return answer;
    const { Entries: entries } = PutEvents.parse(call.input);
    const { Entries: results } = Results.parse(JSON.parse(answer.body));
    for (const [index, entry] of entries.entries()) {
      const id = results[index]?.EventId;
      const name = busName(entry.EventBusName);
      if (id === undefined || !bus.hasBus(name)) continue;
      const { event } = eventOf(context, entry, id);
      if (event) bus.put(name, event);
    }
    return answer;
  };
