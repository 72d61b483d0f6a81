import { eventsSince } from '../../../core/events.ts';
import type { Published } from '../faulty-bus.ts';
import type { Outcome } from './check.ts';

/** At least one event a transition, none without one, the same to the byte each time, and versions without a gap. */
export const checkEvents = ({ state }: Outcome, events: readonly Published[]): string[] => {
  const published = new Map<string, string>();
  const problems: string[] = [];
  for (const { event, text } of events) {
    const known = published.get(event.id);
    if (known !== undefined && known !== text) problems.push(`two different events ${event.id}`);
    published.set(event.id, text);
  }
  const due = (state?.timeline ?? []).flatMap((entry, version) =>
    version === 0 ? [] : [{ entry, version }],
  );
  const dueIds = new Set(due.map(({ version }) => `${state?.messageId}:${version}`));
  for (const { entry, version } of due) {
    const event = events.find((one) => one.event.data.version === version)?.event;
    if (!event) problems.push(`no event of version ${version}, ${entry.status}`);
    else if (event.data.status !== entry.status || event.time !== entry.at)
      problems.push(`the event of version ${version} says ${event.data.status}`);
  }
  for (const id of published.keys())
    if (!dueIds.has(id)) problems.push(`an event ${id} without a transition`);
  if (state && eventsSince(state, 0).length !== due.length)
    problems.push('a timeline that the events do not tell');
  return problems;
};
