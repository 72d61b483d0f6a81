import { attemptIdOf } from '../../core/ids.ts';
import type { Receipt, ReceiptStatus } from '../../core/receipt.ts';
import { Draws, hashText, mix } from './draws.ts';
import type { FaultKind } from './fault-catalogue.ts';
import type { Submit } from './history.ts';
import type { World } from './world.ts';

const receiptFaults = [
  'receiptsLost',
  'receiptsEarly',
  'receiptsDoubled',
  'receiptsReordered',
  'receiptsLate',
  'receiptsContradict',
  'receiptForeign',
  'receiptForged',
] as const satisfies FaultKind[];

const finalStatuses = ['delivered', 'delivered', 'delivered', 'undelivered', 'failed', 'expired'] as const;

type Step = { readonly status: ReceiptStatus; readonly afterMs: number };

/** What the carrier reports of a text that it took, if nothing goes wrong. */
const storyOf = (draws: Draws): Step[] => {
  const final = draws.pick(finalStatuses);
  return [
    ...(draws.chance(0.4) ? [{ status: 'pending', afterMs: draws.between(450, 1_000) } as const] : []),
    ...(draws.chance(0.5) ? [{ status: 'sent', afterMs: draws.between(1_000, 3_000) } as const] : []),
    { status: final, afterMs: draws.between(3_000, 60_000) },
  ];
};

const hourMs = 3_600_000;

const bend = (story: readonly Step[], fault: FaultKind | undefined, draws: Draws): readonly Step[] => {
  switch (fault) {
    case 'receiptsLost':
      return [];
    case 'receiptsEarly':
      return story.map((step, i) => ({ ...step, afterMs: i * draws.between(0, 20) }));
    case 'receiptsDoubled':
      return story.flatMap((step) => [step, { ...step, afterMs: step.afterMs + draws.between(0, 5_000) }]);
    case 'receiptsReordered':
      return story.map((step, i) => ({ ...step, afterMs: story.at(-1 - i)?.afterMs ?? step.afterMs }));
    case 'receiptsLate':
      return story.map((step) => ({ ...step, afterMs: step.afterMs + draws.between(1, 60) * hourMs }));
    case 'receiptsContradict':
      return [...story, { status: draws.pick(finalStatuses), afterMs: draws.between(3_000, 120_000) }];
    default:
      return story;
  }
};

/** Posts what the carrier reports of a text that it has just taken. */
export const postReceipts = (
  world: World,
  carrier: string,
  echo: boolean,
  { attemptId, messageId }: Submit,
  carrierMessageId: string,
): void => {
  const key = mix(hashText(attemptId), hashText('receipts'));
  const fault = world.strike(key, receiptFaults, messageId);
  const draws = new Draws(key);
  const receiptOf = (status: ReceiptStatus): Receipt => ({
    carrier,
    carrierMessageId,
    ...(echo && { attemptId }),
    status,
    receivedAt: new Date(world.time.now).toISOString(),
    ...((status === 'undelivered' || status === 'failed') && { failureCode: 'unreachable_handset' }),
    ...(status === 'delivered' && { evidence: 'handset' }),
  });
  const post = (receipt: Receipt, afterMs: number, signed = true): void =>
    world.time.after(afterMs, () => world.post({ receipt, signed, messageId }));

  for (const { status, afterMs } of bend(storyOf(draws), fault, draws)) post(receiptOf(status), afterMs);
  if (fault === 'receiptForged') post({ ...receiptOf('failed'), carrierCode: 'forged' }, 500, false);
  if (fault === 'receiptForeign') {
    const foreign = attemptIdOf(`msg_${'f'.repeat(32)}`, 1);
    world.post({
      receipt: {
        ...receiptOf('delivered'),
        carrierMessageId: 'foreign',
        ...(echo && { attemptId: foreign }),
      },
      signed: true,
      messageId: undefined,
    });
  }
};
