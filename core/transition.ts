import { eventsSince } from './events.ts';
import { Fault } from './fault.ts';
import type { MessageId } from './ids.ts';
import { type MessageState, versionOf } from './message-state.ts';
import type { EventBus, Freshness, Meter, StatusStore, StoredState } from './ports.ts';

/** A row as read, or the state that a message has without one: then there is no revision. */
export type ReadState = Pick<StoredState, 'state'> & { readonly revision: string | undefined };

/** Writers that may race for one row: a sender, a receipt or two, a cancel. More conflicts in a row are an incident. */
const maxConflicts = 8;

/** Whether a change changed nothing. */
export const isSame = (a: MessageState, b: MessageState): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Changes a row on top of what was read, again on top of what others wrote meanwhile, until it holds. `change` is
 * pure, and answers with an equal state when there is nothing to do.
 * @throws when the row is gone or `maxConflicts` writers were faster.
 */
export const write = async (
  statuses: StatusStore,
  read: ReadState,
  change: (state: MessageState) => MessageState,
): Promise<MessageState> => {
  let { state, revision } = read;
  for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
    const after = change(state);
    if (isSame(state, after) || (await statuses.save(after, revision)) !== 'conflict') return after;
    const found = await statuses.find(state.messageId);
    if (!found) throw new Fault(`the status of ${state.messageId} is gone`);
    ({ state, revision } = found);
  }
  throw new Fault(`the status of ${read.state.messageId} changed ${maxConflicts} times under one write`);
};

/** A `write` that is counted, once, by whoever it was that wrote. */
export const change = async (
  deps: { readonly statuses: StatusStore; readonly meter?: Meter },
  read: ReadState,
  by: (state: MessageState) => MessageState,
): Promise<MessageState> => {
  let before = read.state;
  const after = await write(deps.statuses, read, (state) => {
    before = state;
    return by(state);
  });
  deps.meter?.changed(before, after);
  return after;
};

/**
 * One transition: the row first, then its events. A crash between the two is healed by whatever drives the step
 * again: it calls `republish`. After a conflict the events of others go out again too: what looks like the write of
 * another may be our own, whose answer got lost before that other wrote on top of it.
 */
export const transition = async (
  deps: { readonly statuses: StatusStore; readonly events: EventBus; readonly meter?: Meter },
  read: ReadState,
  by: (state: MessageState) => MessageState,
): Promise<MessageState> => {
  const after = await change(deps, read, by);
  await publish(deps.events, after, versionOf(read.state));
  return after;
};

/** Publishes the events after `version`, with the ids that they always have. */
export const publish = async (events: EventBus, state: MessageState, version: number): Promise<void> => {
  const missing = eventsSince(state, version);
  if (missing.length > 0) await events.publish(missing);
};

export const republish = (events: EventBus, state: MessageState): Promise<void> => publish(events, state, 0);

/** A row that must be there. */
export const mustFind = async (
  statuses: StatusStore,
  messageId: MessageId,
  freshness?: Freshness,
): Promise<StoredState> => {
  const found = await statuses.find(messageId, freshness);
  if (!found) throw new Fault(`no status of ${messageId}`);
  return found;
};
