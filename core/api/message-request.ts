import * as z from 'zod';
import { Dlt } from '../dlt.ts';
import { Lane } from '../lanes.ts';
import { Policy } from '../policy.ts';
import { longestScheduleDays } from '../send-time.ts';
import { IsoTime } from './iso-time.ts';

/** Longest validity, in seconds: 72 hours, what the strictest carriers keep a text for. */
export const maxValiditySeconds = 259_200;

const wellFormed = (text: string): boolean => text.isWellFormed();
const label = (max: number) =>
  z.string().min(1).max(max).refine(wellFormed, { error: 'must not contain lone surrogates' });

/** The body of `POST /v1/messages`. Unknown fields are refused by name. */
export const MessageRequest = z
  .strictObject({
    to: z
      .string()
      .min(1)
      .max(64)
      .meta({
        description: 'The recipient in E.164, or a national number together with `defaultCountry`.',
        examples: ['+447700900001'],
      }),
    body: z
      .string()
      .min(1)
      .max(40_000)
      .meta({
        description: 'The text. Longest: as many segments as the deployment allows, 10 by default.',
        examples: ['Your code is 482913.'],
      }),
    from: z
      .string()
      .min(1)
      .max(20)
      .optional()
      .meta({
        description: "The sender: a number, a short code or up to 11 characters. Default: the carrier's own.",
        examples: ['ACME'],
      }),
    type: Lane.default('transactional'),
    carrier: label(40).optional().meta({ description: 'The carrier to use instead of the routed one.' }),
    validitySeconds: z.number().int().min(1).max(maxValiditySeconds).optional().meta({
      description: 'How long the text is worth sending. Default: 600 for `otp`, 86400 for the others.',
    }),
    sendAt: IsoTime.optional().meta({
      description: `When to send it, at most ${longestScheduleDays} days ahead. Default: at once.`,
      examples: ['2026-12-24T18:00:00+01:00'],
    }),
    policy: Policy.optional(),
    reference: label(100).optional().meta({
      description: 'Your own reference; it comes back in the message and its events. Not for personal data.',
    }),
    metadata: z.record(label(40), z.string().max(500).refine(wellFormed)).optional().meta({
      description: 'Up to 20 pairs of your own; they come back in the message.',
    }),
    encoding: z.enum(['auto', 'gsm7', 'ucs2']).default('auto').meta({
      description: '`gsm7` refuses a text that needs UCS-2, and names the characters.',
    }),
    smartEncoding: z.boolean().default(false).meta({
      description: 'Replace typographic characters by GSM-7 ones where that saves the text from UCS-2.',
    }),
    dlt: Dlt.optional(),
    defaultCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code in upper case')
      .optional()
      .meta({ description: 'The country of a national number.', examples: ['GB'] }),
  })
  .refine(({ metadata }) => Object.keys(metadata ?? {}).length <= 20, {
    path: ['metadata'],
    error: 'must have at most 20 pairs',
  })
  .meta({ id: 'MessageRequest', description: 'A text to send.' });
export type MessageRequest = z.infer<typeof MessageRequest>;
