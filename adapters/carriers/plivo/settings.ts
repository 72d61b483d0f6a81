import * as z from 'zod';
import { dltId } from '../dlt.ts';
import { apiUrl, leftEmpty, plainSender, secretArn, secretParser } from '../settings-fields.ts';

/** How the deployer configures Plivo. */
export const PlivoSettings = z
  .strictObject({
    secretArn: secretArn('{ authId, authToken, mainAuthToken? }'),
    apiUrl: apiUrl.default('https://api.plivo.com'),
    sender: z
      .union([...plainSender, z.uuid(), leftEmpty])
      .optional()
      .meta({
        description: 'Sender of texts that name none: number, short code, alphanumeric or Powerpack.',
      }),
    dltEntityId: dltId.meta({ description: 'Entity id of texts to India.' }),
    dltTemplateId: dltId.meta({ description: 'Template id of texts to India.' }),
    dltTemplateCategory: z
      .enum(['service_implicit', 'service_explicit', 'promotional', 'transactional'])
      .optional()
      .meta({ description: 'Template category of texts to India.' }),
  })
  .meta({ id: 'PlivoSettings' });
export type PlivoSettings = z.infer<typeof PlivoSettings>;

/** What the secret holds. A subaccount's callbacks are signed with the main account's token as well. */
const PlivoSecret = z.object({
  authId: z.string().regex(/^[A-Z0-9]{20}$/),
  authToken: z.string().min(1),
  mainAuthToken: z.string().min(1).optional(),
});
export type PlivoSecret = z.infer<typeof PlivoSecret>;

export const parsePlivoSecret = secretParser(
  PlivoSecret,
  'the Plivo secret is not JSON with an authId and an authToken',
);
