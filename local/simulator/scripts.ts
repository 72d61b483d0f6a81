import { type Delay, type ReceiptRow, type SubmitScript, scriptOf } from '../../core/scripted-outcomes.ts';
import { pick } from './story.ts';

export type ReceiptScript = Omit<ReceiptRow, 'afterMs'> & {
  /** Milliseconds after the submit. */
  readonly afterMs: number;
};

/** What a carrier does with one text, its delays drawn. */
export type Script = {
  readonly submit: SubmitScript;
  readonly receipts: readonly ReceiptScript[];
  readonly unreported: boolean;
};

const drawn = (delay: Delay, ...story: readonly (string | number)[]): number =>
  typeof delay === 'number' ? delay : pick(delay, ...story);

/**
 * The script of the `n`th text to a recipient. Delays are drawn from the seed: same seed, same story, in whatever
 * order texts to other recipients come.
 */
export const scriptFor = (recipient: string, { seed, n }: { seed: number; n: number }): Script => {
  const row = scriptOf(recipient);
  const receipts = row.receipts.map((receipt, i) => ({
    ...receipt,
    afterMs: drawn(receipt.afterMs, seed, recipient, n, i),
  }));
  return { submit: row.submit, receipts, unreported: row.unreported ?? false };
};
