import type { WebhookRequest } from '../../../core/carrier.ts';
import { plainAt } from '../../../core/http-carrier/json-pointer.ts';
import type { ReceiptSettings } from '../../../core/http-carrier/receipt-settings.ts';
import { AttemptId } from '../../../core/ids.ts';
import type { Receipt } from '../../../core/receipt.ts';
import { codeTable } from '../code-table.ts';
import { anyTime } from '../times.ts';
import { codeOf, messageIdAt } from './codes.ts';

/** Where the parts of a receipt are, and what its words mean: in a webhook as in the answer to a look-up. */
export type ReceiptPlaces = Pick<
  ReceiptSettings,
  'id' | 'status' | 'code' | 'time' | 'statuses' | 'codes' | 'evidence'
>;

type Origin = { readonly attemptId: string | undefined; readonly receivedAt: Date };

/** One receipt, or undefined when it has no id or no status. */
export const readReceipt = (entry: unknown, origin: Origin, places: ReceiptPlaces): Receipt | undefined => {
  const carrierMessageId = messageIdAt(entry, places.id);
  const word = plainAt(entry, places.status);
  if (carrierMessageId === undefined || word === undefined) return undefined;
  const { receivedAt } = origin;
  const attemptId = AttemptId.safeParse(origin.attemptId).data;
  const status = codeTable(places.statuses)(word) ?? 'unrecognised';
  const code = places.code === undefined ? undefined : plainAt(entry, places.code);
  const isFailure = status === 'undelivered' || status === 'failed' || status === 'expired';
  const failureCode = isFailure ? codeTable(places.codes)(code) : undefined;
  const carrierCode = status === 'unrecognised' ? codeOf(word) : isFailure ? codeOf(code) : undefined;
  const occurredAt = places.time === undefined ? undefined : anyTime(plainAt(entry, places.time));
  return {
    carrier: 'http',
    carrierMessageId,
    ...(attemptId !== undefined && { attemptId }),
    status,
    receivedAt: receivedAt.toISOString(),
    ...(occurredAt && occurredAt <= receivedAt && { occurredAt: occurredAt.toISOString() }),
    ...(failureCode !== undefined && { failureCode }),
    ...(carrierCode !== undefined && { carrierCode }),
    ...(status === 'delivered' && { evidence: places.evidence }),
  };
};

/** Reads the receipts of a verified call, or undefined when one of them has no id or no status. */
export const readReceipts = (
  entries: readonly unknown[],
  { token, receivedAt }: WebhookRequest,
  settings: ReceiptSettings,
): Receipt[] | undefined => {
  const receipts = entries.map((entry) => {
    const attemptId = settings.attemptId === undefined ? token : plainAt(entry, settings.attemptId);
    return readReceipt(entry, { attemptId, receivedAt }, settings);
  });
  return receipts.every((receipt) => receipt !== undefined) ? receipts : undefined;
};
