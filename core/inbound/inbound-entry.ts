import * as z from 'zod';
import { InboundMessage } from '../inbound-message.ts';
import { versioned } from '../schema-version.ts';
import { Keyword } from './keyword.ts';

/** An incoming text without its words and its sender's number: what the inbound queue holds, and all that is told of it. */
export const InboundEntry = InboundMessage.omit({ sender: true, text: true, keyword: true }).extend({
  ...versioned,
  /** Whose number it was sent to, where that is known. */
  tenant: z.string().optional(),
  /** When its first copy reached us: every copy has the same, so that it is told the same. */
  receivedAt: z.iso.datetime(),
  sender: z.strictObject({
    hash: z.string().meta({ description: 'Keyed hash of the number: the one that events of messages have.' }),
    country: z
      .string()
      .optional()
      .meta({ description: 'ISO 3166-1 alpha-2, where it is a number of a country.' }),
  }),
  keyword: Keyword.optional(),
});
export type InboundEntry = z.infer<typeof InboundEntry>;
