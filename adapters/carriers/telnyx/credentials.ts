import * as z from 'zod';
import type { CredentialsCheck } from '../credentials.ts';
import { parseTelnyxSecret, type TelnyxSettings } from './settings.ts';

const Balance = z.object({
  data: z.object({ balance: z.coerce.number(), credit_limit: z.coerce.number().default(0) }),
});

/** The account's balance. */
export const openCredentials = ({ secretArn, apiUrl }: TelnyxSettings): CredentialsCheck => ({
  secretArn,
  request: (text) => {
    const { apiKey } = parseTelnyxSecret(text);
    return { url: `${apiUrl}/v2/balance`, headers: { authorization: `Bearer ${apiKey}` } };
  },
  trouble: (body) => {
    const { data } = Balance.safeParse(body);
    return data && data.data.balance + data.data.credit_limit <= 0
      ? 'the account has no money left'
      : undefined;
  },
});
