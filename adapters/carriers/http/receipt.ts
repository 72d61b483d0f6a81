import type { WebhookRequest } from '../../../core/carrier.ts';
import { atPointer, plainAt } from '../../../core/http-carrier/json-pointer.ts';
import type { ReceiptSettings } from '../../../core/http-carrier/receipt-settings.ts';
import { AttemptId } from '../../../core/ids.ts';
import type { Receipt } from '../../../core/receipt.ts';
import { readJson } from '../../json.ts';
import { codeTable } from '../code-table.ts';
import { readForm } from '../form-body.ts';
import { codeOf, messageIdAt } from './codes.ts';

/** The body as JSON; a form's fields become the members of an object. */
const bodyOf = ({ headers, body }: WebhookRequest): unknown =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(readForm(body))
    : readJson(body);

const readOne = (entry: unknown, request: WebhookRequest, settings: ReceiptSettings): Receipt | undefined => {
  const carrierMessageId = messageIdAt(entry, settings.id);
  const word = plainAt(entry, settings.status);
  if (carrierMessageId === undefined || word === undefined) return undefined;
  const attemptId = AttemptId.safeParse(
    settings.attemptId === undefined ? request.token : plainAt(entry, settings.attemptId),
  ).data;
  const status = codeTable(settings.statuses)(word) ?? 'unrecognised';
  const code = settings.code === undefined ? undefined : plainAt(entry, settings.code);
  const isFailure = status === 'undelivered' || status === 'failed' || status === 'expired';
  const failureCode = isFailure ? codeTable(settings.codes)(code) : undefined;
  const carrierCode = status === 'unrecognised' ? codeOf(word) : isFailure ? codeOf(code) : undefined;
  return {
    carrier: 'http',
    carrierMessageId,
    ...(attemptId !== undefined && { attemptId }),
    status,
    receivedAt: request.receivedAt.toISOString(),
    ...(failureCode !== undefined && { failureCode }),
    ...(carrierCode !== undefined && { carrierCode }),
    ...(status === 'delivered' && { evidence: settings.evidence }),
  };
};

/** Reads a verified call: its receipts, or undefined when one of them has no id or no status. */
export const readReceipts = (request: WebhookRequest, settings: ReceiptSettings): Receipt[] | undefined => {
  const body = bodyOf(request);
  const list = settings.each === undefined ? [body] : atPointer(body, settings.each);
  if (!Array.isArray(list)) return undefined;
  const receipts = list.map((entry) => readOne(entry, request, settings));
  return receipts.every((receipt) => receipt !== undefined) ? receipts : undefined;
};
