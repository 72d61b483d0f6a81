import type { Receipt } from '../../../core/receipt.ts';
import type { Acknowledged } from '../history.ts';
import type { Outcome } from './check.ts';

const finalReceipts: readonly string[] = ['delivered', 'undelivered', 'failed', 'expired', 'canceled'];

/** What only a message can be that its carrier took. */
const takenStatuses = ['sent', ...finalReceipts];

const neverReported: readonly string[] = ['scheduled', 'accepted', 'sending', 'unknown'];

/** Where a message must not be left once we know of its receipts. */
const checkSettled = ({ state }: Outcome, known: readonly Receipt[]): string[] => {
  const { status, timeline } = state ?? { status: 'accepted', timeline: [] };
  // Waited for its last receipt for days, after another.
  const isClosed =
    timeline.findLast((entry) => entry.status === 'unknown')?.failureCode === 'receipt_missing';
  const isFinal = known.some((receipt) => finalReceipts.includes(receipt.status));
  const isLeft = isFinal ? [...neverReported, 'sent'] : isClosed ? [] : neverReported;
  const isUnsaid = known.length > 0 && isLeft.includes(status);
  return isUnsaid ? [`is ${status} in spite of its receipts`] : [];
};

const finalStatuses: readonly string[] = [...finalReceipts, 'blocked'];

/**
 * A receipt that we took over is in the story of its message, and nothing is there that no receipt said.
 * @param isParked tells of a receipt that waits in the dead-letter queue since nothing says which message it is about.
 */
export const checkReceipts = (
  outcome: Outcome,
  acknowledged: readonly Acknowledged[],
  isParked: (receipt: Receipt) => boolean,
): string[] => {
  const { messageId, state } = outcome;
  const timeline = state?.timeline ?? [];
  const told = new Set<string>(timeline.map(({ status }) => status));
  const isTold = ({ status }: Receipt): boolean =>
    finalReceipts.includes(status) ? told.has(status) : takenStatuses.some((taken) => told.has(taken));
  const contradictions = timeline.flatMap(({ status, contradicts }) =>
    contradicts === undefined ? [] : status,
  );
  const known = acknowledged.flatMap(({ receipt, ...one }) =>
    one.messageId === messageId && !isParked(receipt) ? receipt : [],
  );
  return [
    ...known.flatMap((receipt) => (isTold(receipt) ? [] : `a receipt ${receipt.status} is lost`)),
    ...checkSettled(outcome, known),
    ...timeline.flatMap(({ contradicts }) =>
      contradicts === undefined || finalStatuses.includes(contradicts)
        ? []
        : `corrected what was not final: ${contradicts}`,
    ),
    ...(new Set(contradictions).size < contradictions.length ? ['told of one contradiction twice'] : []),
    ...timeline.filter(({ carrierCode }) => carrierCode === 'forged').map(() => 'believed a forged receipt'),
  ];
};
