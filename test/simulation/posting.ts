import * as z from 'zod';
import type { WebhookRequest, WebhookVerdict } from '../../core/carrier.ts';
import type { MessageId } from '../../core/ids.ts';
import { Receipt } from '../../core/receipt.ts';

/** A receipt as its carrier posts it, or as somebody else does. */
export type Posting = {
  readonly receipt: Receipt;
  readonly signed: boolean;
  /** The message that it is about, where it is one of ours. */
  readonly messageId: MessageId | undefined;
};

const Posted = z.object({ receipt: Receipt, signed: z.boolean() });

export const bodyOf = ({ receipt, signed }: Posting): string => JSON.stringify({ receipt, signed });

/** The simulated carriers' webhook: it knows who signed. */
export const readPosting = async ({ body }: WebhookRequest): Promise<WebhookVerdict> => {
  const { receipt, signed } = Posted.parse(JSON.parse(new TextDecoder().decode(body)));
  return signed ? { kind: 'receipts', receipts: [receipt] } : { kind: 'forged' };
};
