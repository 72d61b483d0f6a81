import * as z from 'zod';
import { dltId } from '../dlt.ts';
import { apiUrl, leftEmpty, plainSender, secretArn, secretParser } from '../settings-fields.ts';

/** How the deployer configures Vonage. */
export const VonageSettings = z
  .strictObject({
    secretArn: secretArn(
      '{ apiKey, apiSecret, signatureSecret }` or `{ applicationId, privateKey, signatureSecret }',
    ),
    api: z
      .enum(['sms', 'messages'])
      .default('sms')
      .meta({ description: 'Which API takes the texts: the SMS API or the Messages API.' }),
    apiUrl: apiUrl.optional(),
    sender: z
      .union([...plainSender, leftEmpty])
      .optional()
      .meta({ description: 'Sender of texts that name none: number, short code or alphanumeric.' }),
    signatureMethod: z
      .enum(['md5hash', 'md5', 'sha1', 'sha256', 'sha512'])
      .default('sha256')
      .meta({ description: "How the account signs the SMS API's receipts: a hash, or the hash of an HMAC." }),
    dltEntityId: dltId.meta({ description: 'Entity id of texts to India.' }),
    dltTemplateId: dltId.meta({ description: 'Template id of texts to India.' }),
  })
  .meta({ id: 'VonageSettings' });
export type VonageSettings = z.infer<typeof VonageSettings>;

const signatureSecret = z.string().min(1);

/** What the secret holds for the SMS API. */
const SmsSecret = z.object({ apiKey: z.string().min(1), apiSecret: z.string().min(1), signatureSecret });
export type SmsSecret = z.infer<typeof SmsSecret>;

export const parseSmsSecret = secretParser(
  SmsSecret,
  'the Vonage secret is not JSON with an apiKey, an apiSecret and a signatureSecret',
);

/** What the secret holds for the Messages API, which knows applications. */
const MessagesSecret = z.object({
  applicationId: z.uuid(),
  privateKey: z.string().includes('PRIVATE KEY'),
  signatureSecret,
});
export type MessagesSecret = z.infer<typeof MessagesSecret>;

export const parseMessagesSecret = secretParser(
  MessagesSecret,
  'the Vonage secret is not JSON with an applicationId, a privateKey (PEM) and a signatureSecret',
);
