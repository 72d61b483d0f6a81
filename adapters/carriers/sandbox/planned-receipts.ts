import type { SubmitRequest } from '../../../core/carrier.ts';
import type { ScheduledReceipt } from '../../../core/ports.ts';
import { type ReceiptRow, type ScriptRow, wholeText } from '../../../core/scripted-outcomes.ts';

const earliestMs = ({ afterMs }: ReceiptRow): number => (typeof afterMs === 'number' ? afterMs : afterMs[0]);

/** A queue counts whole seconds, so each receipt is put a second after the one before, or later where it is due later. */
const delaysOf = ({ submit }: ScriptRow, receipts: readonly ReceiptRow[]): number[] => {
  const answerAfterMs = submit.kind === 'accept' ? submit.answerAfterMs : 0;
  const delays: number[] = [];
  for (const row of receipts) {
    const due = earliestMs(row);
    const before = delays.at(-1) ?? -1;
    delays.push(due < answerAfterMs ? 0 : Math.max(Math.round(due / 1000), before + 1));
  }
  return delays;
};

/** The receipts of a text that was taken, each with the seconds until it comes. */
export const plannedReceipts = (
  script: ScriptRow,
  { attemptId }: Pick<SubmitRequest, 'attemptId'>,
  carrierMessageId: string,
  now: Date,
): ScheduledReceipt[] => {
  const told = script.unreported ? [] : script.receipts.filter(wholeText);
  const delays = delaysOf(script, told);
  return told.map(({ status, failure }, i) => {
    const delaySeconds = delays[i] ?? 0;
    return {
      delaySeconds,
      receipt: {
        carrier: 'sandbox',
        carrierMessageId,
        attemptId,
        status,
        receivedAt: new Date(now.getTime() + delaySeconds * 1000).toISOString(),
        ...(failure !== undefined && { failureCode: failure }),
        ...(status === 'delivered' && { evidence: 'handset' }),
      },
    };
  });
};
