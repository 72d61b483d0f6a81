import { CommandFailed } from '../exit-code.ts';
import type { Surroundings } from '../surroundings.ts';
import { type BusEvent, busEvent } from './bus-event.ts';

const dataOf = (frame: string): string => /^data: (.*)$/m.exec(frame)?.[1] ?? '';

/** What reaches the bus of a local run, from its stream of server-sent events. @throws CommandFailed when it ends */
export async function* localEvents(
  eventsUrl: string,
  { fetch, signal }: Pick<Surroundings, 'fetch' | 'signal'>,
): AsyncGenerator<BusEvent> {
  const response = await fetch(eventsUrl, { signal }).catch(() => {
    throw new CommandFailed(`Nobody answers at ${eventsUrl}: has the local run ended?`);
  });
  if (!response.ok || !response.body) throw new CommandFailed(`${eventsUrl} streams no events.`);
  let unread = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (unread + text).split('\n\n');
    unread = frames.pop() ?? '';
    for (const frame of frames) {
      const event = busEvent(dataOf(frame));
      if (event) yield event;
    }
  }
  throw new CommandFailed('The local run has ended.');
}
