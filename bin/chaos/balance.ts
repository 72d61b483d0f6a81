import type { MessageResource } from '../../core/api/message-resource.ts';
import { AttemptId, parseAttemptId } from '../../core/ids.ts';
import { isFinal } from '../../core/status.ts';
import { attemptDifferences } from './attempts.ts';
import type { CarrierEntry } from './client.ts';

/** What three books say about the same texts: ours, the carriers' and the bus's. */
export type Books = {
  /** The texts that a 202 promised, as the API shows them at the end. */
  readonly messages: readonly MessageResource[];
  /** What the carriers were asked to send for each of them. */
  readonly carrierEntries: ReadonlyMap<string, readonly CarrierEntry[]>;
  /** The versions on the bus, by message id. */
  readonly versions: ReadonlyMap<string, ReadonlySet<number>>;
};

/** Statuses of receipts after which none is to come. */
const finalReports = new Set(['delivered', 'undelivered', 'failed']);

const messageIdOf = ({ token }: CarrierEntry): string | undefined => {
  const parsed = AttemptId.safeParse(token);
  return parsed.success ? parseAttemptId(parsed.data).messageId : undefined;
};

/**
 * Entries by message id. A carrier that keeps no id of ours is only asked for numbers that get one text of a seed, and
 * `isOwn` tells which of its entries are this seed's.
 */
export const byMessage = (
  messages: readonly MessageResource[],
  entries: readonly CarrierEntry[],
  isOwn: (entry: CarrierEntry) => boolean,
): ReadonlyMap<string, readonly CarrierEntry[]> => {
  const ids = new Set<string>(messages.map(({ messageId }) => messageId));
  const bySns = messages.filter(({ carrier }) => carrier === 'sns');
  const byRecipient = new Map(bySns.map(({ to, messageId }) => [to, messageId]));
  const idOf = (entry: CarrierEntry) =>
    messageIdOf(entry) ?? (isOwn(entry) ? byRecipient.get(entry.recipient) : undefined) ?? '';
  return new Map([...Map.groupBy(entries, idOf)].filter(([id]) => ids.has(id)));
};

export const takenOf = (entries: readonly CarrierEntry[]): number =>
  entries.reduce((sum, { taken }) => sum + taken, 0);

/** The final statuses that a carrier reported and we acknowledged: where there are several, the first one wins. */
const reportedIn = (entries: readonly CarrierEntry[]): ReadonlySet<string> =>
  new Set(
    entries
      .flatMap(({ receipts }) => receipts)
      .filter(({ status, answer }) => answer !== null && answer < 300 && finalReports.has(status))
      .map(({ status }) => status),
  );

/** Some carriers have one word for all that did not arrive, and tell by a code that it expired or was stopped. */
const toldByCode: ReadonlySet<string> = new Set(['expired', 'canceled', 'blocked']);

const isToldBy = (reported: ReadonlySet<string>, status: string): boolean =>
  reported.has(status) || (toldByCode.has(status) && (reported.has('undelivered') || reported.has('failed')));

const differencesOf = (
  message: MessageResource,
  entries: readonly CarrierEntry[],
  versions: ReadonlySet<number>,
): string[] => {
  const { status, timeline, possibleDuplicate = false } = message;
  const ownNo =
    ['failed', 'expired', 'canceled', 'blocked'].includes(status) && !timeline.at(-1)?.carrierMessageId;
  const taken = takenOf(entries);
  const reported = reportedIn(entries);
  const expected = timeline.slice(1).map(({ version }) => version);
  return [
    ...(isFinal(status) ? [] : [`is ${status}, which is not final`]),
    ...(taken > 1 && !possibleDuplicate ? [`was taken ${taken} times`] : []),
    ...(ownNo && taken > 0 ? [`is ${status}, but a carrier took it`] : []),
    ...attemptDifferences(message, entries),
    ...(status === 'delivered' && taken === 0 ? ['is delivered, but no carrier took it'] : []),
    ...(reported.size > 0 && !isToldBy(reported, status)
      ? [`is ${status}, but its carrier said ${[...reported].join(' and ')}`]
      : []),
    ...(expected.every((version) => versions.has(version)) && versions.size === expected.length
      ? []
      : [`has the versions ${expected.join()}, but the bus saw ${[...versions].sort().join()}`]),
  ];
};

/**
 * Differences in the submits of texts whose client never got a 202: such a text may go out, but once, and each only if there
 * was one.
 */
export const unpromisedDifferences = (
  entries: readonly CarrierEntry[],
  promised: ReadonlySet<string>,
  unacknowledged: number,
): readonly string[] => {
  const others = Map.groupBy(entries, (entry) => messageIdOf(entry) ?? '');
  for (const id of ['', ...promised]) others.delete(id);
  return [
    ...(others.size > unacknowledged ? [`carriers got ${others.size} texts that nobody was promised`] : []),
    ...[...others]
      .filter(([, own]) => takenOf(own) > 1)
      .map(([id]) => `${id}, not promised, was taken again`),
  ];
};

/** Every difference between the books, one line each; none: nothing was lost, doubled or told otherwise. */
export const differencesBetween = (books: Books): readonly string[] => {
  return books.messages.flatMap((message) => {
    const { messageId } = message;
    const versions = books.versions.get(messageId) ?? new Set();
    return differencesOf(message, books.carrierEntries.get(messageId) ?? [], versions).map(
      (difference) => `${messageId} ${difference}`,
    );
  });
};
