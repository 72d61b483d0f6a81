import type { Receipt } from '../../../core/receipt.ts';
import type { Acknowledged } from '../history.ts';
import type { Outcome } from './check.ts';

const finalReceipts: readonly string[] = ['delivered', 'undelivered', 'failed', 'expired', 'canceled'];

/** What only a message can be that its carrier took. */
const takenStatuses = ['sent', ...finalReceipts];

/**
 * A receipt that we took over is in the story of its message, and nothing is there that no receipt said.
 * @param isParked tells of a receipt that waits in the dead-letter queue since nothing says which message it is about.
 */
export const checkReceipts = (
  { messageId, state }: Outcome,
  acknowledged: readonly Acknowledged[],
  isParked: (receipt: Receipt) => boolean,
): string[] => {
  const timeline = state?.timeline ?? [];
  const told = new Set<string>(timeline.map(({ status }) => status));
  const isTold = ({ status }: Receipt): boolean =>
    finalReceipts.includes(status) ? told.has(status) : takenStatuses.some((taken) => told.has(taken));
  const contradictions = timeline.flatMap(({ status, contradicts }) =>
    contradicts === undefined ? [] : status,
  );
  return [
    ...acknowledged
      .filter((one) => one.messageId === messageId && !isTold(one.receipt) && !isParked(one.receipt))
      .map(({ receipt }) => `a receipt ${receipt.status} is lost`),
    ...(new Set(contradictions).size < contradictions.length ? ['told of one contradiction twice'] : []),
    ...timeline.filter(({ carrierCode }) => carrierCode === 'forged').map(() => 'believed a forged receipt'),
  ];
};
