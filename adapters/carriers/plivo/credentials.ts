import * as z from 'zod';
import type { CredentialsCheck } from '../credentials.ts';
import { basicAuthorization } from '../http-carrier.ts';
import { type PlivoSettings, parsePlivoSecret } from './settings.ts';

const Account = z.object({ cash_credits: z.coerce.number() });

/** Plivo's own account resource. */
export const openCredentials = ({ secretArn, apiUrl }: PlivoSettings): CredentialsCheck => ({
  secretArn,
  request: (text) => {
    const { authId, authToken } = parsePlivoSecret(text);
    return {
      url: `${apiUrl}/v1/Account/${authId}/`,
      headers: { authorization: basicAuthorization(authId, authToken) },
    };
  },
  trouble: (body) => {
    const { data } = Account.safeParse(body);
    return data && data.cash_credits <= 0 ? 'the account has no credits left' : undefined;
  },
});
