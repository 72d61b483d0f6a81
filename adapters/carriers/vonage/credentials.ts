import * as z from 'zod';
import type { CredentialsCheck } from '../credentials.ts';
import { basicAuthorization } from '../http-carrier.ts';
import { applicationToken } from './application-token.ts';
import { parseMessagesSecret, parseSmsSecret, type VonageSettings } from './settings.ts';

const Balance = z.object({ value: z.number() });

/** The account's balance; an application, as the Messages API knows it, has nothing that it could ask for. */
export const openCredentials = ({ secretArn, api, apiUrl }: VonageSettings): CredentialsCheck => ({
  secretArn,
  request: (text) => {
    if (api === 'messages') {
      // Throws when the private key is none.
      applicationToken(parseMessagesSecret(text), new Date(0));
      return undefined;
    }
    const { apiKey, apiSecret } = parseSmsSecret(text);
    return {
      url: `${apiUrl ?? 'https://rest.nexmo.com'}/account/get-balance`,
      headers: { authorization: basicAuthorization(apiKey, apiSecret) },
    };
  },
  trouble: (body) => {
    const { data } = Balance.safeParse(body);
    return data && data.value <= 0 ? 'the account has no money left' : undefined;
  },
});
