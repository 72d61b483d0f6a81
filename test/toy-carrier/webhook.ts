import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { CarrierDeps } from '../../adapters/carriers/carrier-deps.ts';
import { openHttpWebhook } from '../../adapters/carriers/http-webhook.ts';
import { receiptOf, unreadable } from '../../adapters/carriers/read-receipt.ts';
import { isSameText } from '../../adapters/carriers/same-text.ts';
import { readJson } from '../../adapters/json.ts';
import type { CarrierWebhook } from '../../core/carrier.ts';
import { failureOfToyCode } from './answer.ts';
import { parseToySecret, type ToySettings } from './settings.ts';

const Status = z.object({
  id: z.string(),
  status: z.enum(['sent', 'delivered', 'undelivered']).optional().catch(undefined),
  code: z.string().optional(),
});

export const openWebhook = ({ secretArn }: ToySettings, deps: CarrierDeps): CarrierWebhook =>
  openHttpWebhook(
    {
      secretArn,
      parseSecret: parseToySecret,
      carriesSignature: ({ headers }) => headers['x-toy-signature'] !== undefined,
      isSigned: ({ headers, url, body }, { apiKey }) => {
        const expected = createHmac('sha256', apiKey).update(url).update(body).digest('hex');
        return isSameText(headers['x-toy-signature'] ?? '', expected);
      },
      read: (request) => {
        const read = Status.safeParse(readJson(request.body));
        if (!read.success) return unreadable('no id');
        const { id, status, code } = read.data;
        return receiptOf('toy', request, {
          carrierMessageId: id,
          status,
          failureCode: failureOfToyCode(code),
        });
      },
    },
    deps,
  );
