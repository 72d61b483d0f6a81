import type { MessageResource } from '../../core/api/message-resource.ts';
import type { CarrierEntry } from './client.ts';

type Attempt = MessageResource['attempts'][number];

/** Attempts that the carriers may have taken, as the row has it. */
const mayBeTaken: ReadonlySet<Attempt['result']> = new Set(['pending', 'accepted', 'ambiguous']);

/** Where a row holds so many attempts, there may have been more: it forgets what surely was not taken. */
const keptAttempts = 10;

const ofAttempt = ({ number, result }: Attempt, entry: CarrierEntry | undefined): string[] => {
  const { submits = 0, taken = 0 } = entry ?? {};
  return [
    ...(submits > 1 ? [`attempt ${number} was submitted ${submits} times`] : []),
    ...(result === 'accepted' && taken === 0 ? [`attempt ${number} is accepted, but was not taken`] : []),
    ...(!mayBeTaken.has(result) && taken > 0 ? [`attempt ${number} is ${result}, but was taken`] : []),
    ...(result === 'notSubmitted' && submits > 0 ? [`attempt ${number} was submitted all the same`] : []),
  ];
};

/** Said to be a possible duplicate where two attempts may have been taken, and nowhere else. */
const ofDuplicates = ({ attempts, policy, possibleDuplicate: isTold }: MessageResource): string[] => {
  const open = attempts.filter(({ result }) => mayBeTaken.has(result)).length;
  return [
    ...(open > 1 && !isTold ? [`has ${open} attempts that may be taken, and does not say so`] : []),
    ...(open < 2 && isTold ? [`says that it may be a duplicate, with ${open} such attempts`] : []),
    ...(isTold && policy === 'at-most-once' ? ['may be a duplicate against its policy'] : []),
  ];
};

/** What the row says of its attempts against what the carriers say. */
export const attemptDifferences = (message: MessageResource, entries: readonly CarrierEntry[]): string[] => {
  const { attempts } = message;
  const mayHaveForgotten = attempts.length >= keptAttempts;
  const known = new Set<string | null>(attempts.map(({ attemptId }) => attemptId));
  const bySameId = new Map(entries.map((entry) => [entry.token, entry]));
  // A carrier that keeps no id of ours tells its submits apart by nothing: of them only the number can be compared.
  const nameless = entries.filter(({ token }) => token === null);
  return [
    ...attempts
      .filter(({ carrier }) => carrier !== 'sns')
      .flatMap((attempt) => ofAttempt(attempt, bySameId.get(attempt.attemptId))),
    ...entries
      .filter(({ token, taken }) => token !== null && !known.has(token) && (taken > 0 || !mayHaveForgotten))
      .map(({ token }) => `was submitted as ${token}, which is no attempt of its row`),
    ...(!mayHaveForgotten && nameless.length > attempts.filter(({ carrier }) => carrier === 'sns').length
      ? [`was submitted ${nameless.length} times through sns, in fewer attempts`]
      : []),
    ...ofDuplicates(message),
  ];
};
