import twilio from 'twilio';
import { twilioAccount } from './simulator.ts';

/** The vendor's own SDK, pointed at the simulator. */
export const twilioSdk = (url: string, authToken = twilioAccount.authToken) => {
  const client = twilio(twilioAccount.accountSid, authToken);
  client.api.baseUrl = url;
  return client;
};
