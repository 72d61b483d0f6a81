import * as z from 'zod';
import { KeyKind, KeyLimits, Scope } from '../keys/key-record.ts';
import { Country } from '../routing/routing-table.ts';
import { IsoTime } from './iso-time.ts';

const Recipient = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be a number in E.164 with +');

/** The body of `POST /v1/keys`. Unknown fields are refused by name. */
export const KeyRequest = z
  .strictObject({
    kind: KeyKind.default('live').meta({
      description:
        '`live` sends; `team` sends to the numbers in `recipients` only; `test` sends nothing to anybody.',
    }),
    scopes: z
      .array(Scope)
      .min(1)
      .default(['send', 'read'])
      .meta({ description: 'What it may do: `send`, `read`, `admin` (manage keys).' }),
    name: z.string().trim().min(1).max(60).optional().meta({ description: 'For people: what uses it.' }),
    countries: z
      .array(Country)
      .min(1)
      .max(250)
      .optional()
      .meta({ description: 'The only countries that it may send to.', examples: [['GB', 'IE']] }),
    senders: z
      .array(z.string().min(1).max(20))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'The only senders of its texts: each has to name one of them in `from`.' }),
    recipients: z
      .array(Recipient)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'The only numbers that a team key sends to.' }),
    limits: KeyLimits.optional().meta({ description: 'Instead of the deployment’s own.' }),
    expiresAt: IsoTime.optional().meta({ description: 'From then on it is refused.' }),
  })
  .refine(({ kind, recipients }) => (kind === 'team') === (recipients !== undefined), {
    path: ['recipients'],
    error: 'is for a team key, and a team key needs it',
  })
  .meta({ id: 'KeyRequest', description: 'An API key to make.' });
export type KeyRequest = z.infer<typeof KeyRequest>;

/** The longest that a rotated key is taken beside the new one, in seconds: 30 days. */
export const maxOverlapSeconds = 2_592_000;

/** The body of `POST /v1/keys/{keyId}/rotate`. */
export const RotationRequest = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(maxOverlapSeconds)
      .default(86_400)
      .meta({ description: 'How long the old key is taken beside the new one.' }),
  })
  .meta({ id: 'RotationRequest', description: 'How a key is replaced by a new one.' });
export type RotationRequest = z.infer<typeof RotationRequest>;
