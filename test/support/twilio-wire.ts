import * as z from 'zod';
import { twilioAccount } from './simulator.ts';

export const basicAuthorization = `Basic ${Buffer.from(
  `${twilioAccount.accountSid}:${twilioAccount.authToken}`,
).toString('base64')}`;

export const messagesUrl = (simulatorUrl: string): string =>
  `${simulatorUrl}/2010-04-01/Accounts/${twilioAccount.accountSid}/Messages.json`;

/** A submit in Twilio's wire format, without our adapter or the vendor's SDK. */
export const postText = (simulatorUrl: string, to: string, statusCallback: string): Promise<Response> =>
  fetch(messagesUrl(simulatorUrl), {
    method: 'POST',
    headers: { authorization: basicAuthorization },
    body: new URLSearchParams({ To: to, From: '+447700900100', Body: 'hi', StatusCallback: statusCallback }),
  });

const Ledger = z.object({
  messages: z.array(
    z.object({
      sequence: z.number(),
      carrier: z.string(),
      recipient: z.string(),
      token: z.string().nullable(),
      submits: z.number(),
      taken: z.number(),
      carrierMessageId: z.string().nullable(),
      receipts: z.array(z.object({ status: z.string(), at: z.number(), answer: z.number().nullable() })),
    }),
  ),
  next: z.number().optional(),
});

/** One page of what the simulator says that it was asked to send. */
export const ledgerPageOf = async (simulatorUrl: string, query: string) =>
  Ledger.parse(await (await fetch(`${simulatorUrl}/_simulator/messages?${query}`)).json());

export const ledgerOf = async (simulatorUrl: string) =>
  (await ledgerPageOf(simulatorUrl, 'limit=1000')).messages;
