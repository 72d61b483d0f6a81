import { fieldErrors, invalidFields } from '../../core/api/field-errors.ts';
import { type ListFilters, ListQuery } from '../../core/api/list-query.ts';
import type { MessageList } from '../../core/api/message-list.ts';
import { type MessageResource, messageResource } from '../../core/api/message-resource.ts';
import { dayOf } from '../../core/message-indexes.ts';
import type { MessageState } from '../../core/message-state.ts';
import { parseRecipient } from '../../core/number/recipient.ts';
import { acceptedState, isErased, type MessageRecord } from '../../core/outbound-message.ts';
import type { Clock, IndexEntry, MessageIndex, MessageReader, StatusReader } from '../../core/ports.ts';
import { longestScheduleDays } from '../../core/send-time.ts';
import type { ListCursors } from './list-cursor.ts';
import type { OldestDays } from './oldest-days.ts';
import { dayBefore, readStretches, stretchesBefore } from './walk-lists.ts';

export type ListMessagesDeps = {
  readonly index: MessageIndex;
  readonly messages: MessageReader;
  readonly statuses: StatusReader;
  readonly clock: Clock;
  readonly cursors: ListCursors;
  readonly oldestDays: OldestDays;
  readonly hashRecipient: (recipient: string) => Promise<string>;
  /** Days that messages are kept after they were to be sent. */
  readonly retentionDays: number;
};

/** How often one call looks into the index: a call that finds little is answered with a short page, not late. */
const mostLooks = 20;

/** Partitions that one look reads at most. After an empty one it reads twice as many, for who has sent little. */
const widestLook = 32;

/** Entries that are read at once where a filter will drop some of them. */
const filteredPage = 100;

const msPerDay = 86_400_000;

/** How far a container's clock that accepts messages may be ahead. */
const clockSkewMs = 60_000;

/** @throws ProblemError for parameters that are unknown, given twice or not as they must be. */
const parseQuery = (query: string): ListQuery => {
  const parameters = new URLSearchParams(query);
  const twice = [...parameters.keys()].filter((name, i, names) => names.indexOf(name) !== i);
  if (twice.length > 0) throw invalidFields(twice.map((path) => ({ path, message: 'is given twice' })));
  const parsed = ListQuery.safeParse(Object.fromEntries(parameters), { reportInput: true });
  if (!parsed.success) throw invalidFields(fieldErrors(parsed.error));
  return parsed.data;
};

type Filters = ListFilters & { readonly recipientHash: string | undefined };

/** Whether the filters may drop what the index finds. */
const drops = ({ status, type, reference, recipientHash }: Filters): boolean =>
  status !== undefined || type !== undefined || (reference !== undefined && recipientHash !== undefined);

const keeps = (filters: Filters, message: MessageRecord, state: MessageState): boolean => {
  const { status, type, recipientHash } = filters;
  return (
    (status === undefined || state.status === status) &&
    (type === undefined || message.lane === type) &&
    (recipientHash === undefined || (message.recipientHash === recipientHash && !isErased(message)))
  );
};

const latest = (a: string, b: string): string => (a > b ? a : b);
const earliest = (a: string, b: string): string => (a < b ? a : b);
const isoTime = (ms: number): string => new Date(ms).toISOString();
const timeOf = (time: string | undefined, otherwise: number): number =>
  time === undefined ? otherwise : Date.parse(time);

/** Lists a tenant's messages, newest first. New messages come in before the first page, so later pages stay as they are. */
export const createListMessages = (deps: ListMessagesDeps) => {
  const { index, messages, statuses, clock, cursors, oldestDays, hashRecipient } = deps;

  const hashOf = async ({ to }: ListFilters): Promise<string | undefined> => {
    if (to === undefined) return undefined;
    const parsed = parseRecipient(to, { allowFixedLine: true });
    if (!parsed.ok) throw invalidFields([{ path: 'to', message: parsed.problem.message }]);
    return hashRecipient(parsed.recipient.e164);
  };

  /** The messages of the entries that the filters keep. */
  const show = async (tenant: string, entries: readonly IndexEntry[], filters: Filters) => {
    const ids = entries.map(({ messageId }) => messageId);
    const [rows, states] = await Promise.all([messages.findAll(ids), statuses.findAll(ids)]);
    const rowOf = new Map(rows.map((row) => [row.messageId, row]));
    const stateOf = new Map(states.map((state) => [state.messageId, state]));
    return entries.flatMap(({ messageId, place }) => {
      const row = rowOf.get(messageId);
      // Dropped since, or of a tenant whose name and reference read like those that were asked for.
      if (row?.tenant !== tenant) return [];
      const state = stateOf.get(messageId) ?? acceptedState(row);
      return keeps(filters, row, state) ? [{ message: messageResource(row, state), place }] : [];
    });
  };

  return async (tenant: string, query: string): Promise<MessageList> => {
    const { limit, cursor, ...asked } = parseQuery(query);
    const filters = { ...asked, recipientHash: await hashOf(asked) };
    const now = clock().getTime();
    const oldest = isoTime(now - (deps.retentionDays + longestScheduleDays) * msPerDay);
    const bottom = latest(oldest, oldestDays.of(tenant));
    const floor = latest(bottom, isoTime(timeOf(asked.from, 0)));
    const start = isoTime(Math.min(now + clockSkewMs, timeOf(asked.until, Number.POSITIVE_INFINITY)));
    let place = cursor === undefined ? start : cursors.read(tenant, asked, cursor);

    const found: MessageResource[] = [];
    let lowest = place;
    let most = 1;
    for (let looks = 0; looks < mostLooks && found.length < limit && place > floor; looks += 1) {
      const stretches = stretchesBefore(tenant, filters, place, { floor, most });
      const room = limit - found.length;
      const wanted = drops(filters) ? filteredPage : room;
      const entries = await readStretches(index, stretches, place, wanted);
      lowest = entries.at(-1)?.place ?? lowest;
      const shown = await show(tenant, entries, filters);
      const kept = shown.slice(0, room);
      found.push(...kept.map(({ message }) => message));
      const last = shown.length > room ? kept.at(-1) : entries[wanted - 1];
      place = last?.place ?? stretches.at(-1)?.from ?? floor;
      most = last ? 1 : Math.min(2 * most, widestLook);
    }
    const isWholeDays = asked.reference === undefined && asked.to === undefined && floor === bottom;
    // A day early, for those whose clock is behind.
    if (isWholeDays && place <= floor)
      oldestDays.learn(tenant, earliest(dayOf(lowest), dayBefore(isoTime(now))));
    return { messages: found, ...(place > floor && { nextCursor: cursors.write(tenant, asked, place) }) };
  };
};
