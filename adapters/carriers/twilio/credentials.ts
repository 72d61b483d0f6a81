import * as z from 'zod';
import type { CredentialsCheck } from '../credentials.ts';
import { basicAuthorization } from '../http-carrier.ts';
import { parseTwilioSecret, type TwilioSettings } from './settings.ts';

const Account = z.object({ status: z.string() });

/** Twilio's own account resource. */
export const openCredentials = ({ secretArn, apiUrl }: TwilioSettings): CredentialsCheck => ({
  secretArn,
  request: (text) => {
    const { accountSid, authToken } = parseTwilioSecret(text);
    return {
      url: `${apiUrl}/2010-04-01/Accounts/${accountSid}.json`,
      headers: { authorization: basicAuthorization(accountSid, authToken) },
    };
  },
  trouble: (body) => {
    const { data } = Account.safeParse(body);
    return data && data.status !== 'active' ? `the account is ${data.status}` : undefined;
  },
});
