import * as z from 'zod';
import type { Composition } from '../compose-message.ts';
import { Lane } from '../lanes.ts';
import { Route } from '../outbound-message.ts';
import { FieldError } from '../problem.ts';
import { Price, priceOf, type RateCard } from '../rate-card.ts';
import { readSendTime } from '../send-time.ts';
import { countSegments } from '../text/count-segments.ts';
import { Encoding } from '../text/encoding.ts';
import { ForcingCharacter, showForcing } from './forcing-character.ts';
import type { MessageRequest } from './message-request.ts';

const Segment = z.strictObject({
  text: z.string(),
  septets: z
    .number()
    .int()
    .optional()
    .meta({ description: 'In GSM-7; an extension character counts as two.' }),
  codeUnits: z.number().int().optional().meta({ description: 'In UCS-2.' }),
});

/** What sending a text would do. */
export const PreviewResource = z
  .strictObject({
    accepted: z.boolean().meta({ description: 'Whether sending it would be accepted.' }),
    errors: z.array(FieldError).meta({ description: 'Every reason why it would be refused.' }),
    to: z.string().optional(),
    country: z.string().optional(),
    numberType: z.string().optional(),
    type: Lane,
    body: z.string().meta({ description: 'The text as it would go out.' }),
    encoding: Encoding,
    segmentCount: z.number().int(),
    segmentCountEstimated: z
      .boolean()
      .meta({ description: 'Whether the carrier divides a text in its own way and may bill another count.' }),
    segments: z.array(Segment),
    forcingCharacters: z.array(ForcingCharacter).meta({ description: 'What forces UCS-2.' }),
    smartEncoding: z
      .strictObject({
        applied: z.boolean(),
        segmentCount: z.number().int(),
        savedSegments: z.number().int(),
        body: z.string(),
      })
      .optional()
      .meta({
        description: 'What smart encoding makes, or would make, of the text; absent where it cannot help.',
      }),
    replacedSurrogates: z
      .array(z.number().int())
      .meta({ description: 'Where lone surrogates became U+FFFD.' }),
    expiresAt: z.iso.datetime(),
    route: Route.optional(),
    price: Price.optional(),
  })
  .meta({ id: 'Preview', description: 'What sending a text would do. Nothing was stored or sent.' });
export type PreviewResource = z.infer<typeof PreviewResource>;

const smartOf = (given: string, { text }: Composition): Pick<PreviewResource, 'smartEncoding'> => {
  const smart = text.smartEncoded ? text : text.smart;
  if (!smart) return {};
  const { segmentCount, text: body } = smart;
  const savedSegments = countSegments(given).segmentCount - segmentCount;
  return { smartEncoding: { applied: text.smartEncoded, segmentCount, savedSegments, body } };
};

/** What a preview must know of carriers. */
export type CarrierFacts = {
  readonly rateCard: RateCard;
  /** Whether the carrier of this name divides long texts in another way than the standard's. */
  readonly dividesInItsOwnWay: (carrier: string) => boolean;
};

/** Shows what a composition means. */
export const previewResource = (
  request: MessageRequest,
  composition: Composition,
  { rateCard, dividesInItsOwnWay }: CarrierFacts,
  now: Date,
): PreviewResource => {
  const { text, recipient, route, validitySeconds } = composition;
  const { sendAt, errors: timeErrors } = readSendTime(request.sendAt, now);
  const errors = [...composition.errors, ...timeErrors];
  const { segmentCount } = text;
  const price =
    recipient &&
    route &&
    priceOf(rateCard, { carrier: route.carrier, country: recipient.country, segmentCount });
  return {
    accepted: errors.length === 0,
    errors,
    ...(recipient && { to: recipient.e164, country: recipient.country, numberType: recipient.type }),
    type: request.type,
    body: text.text,
    encoding: text.encoding,
    segmentCount,
    segmentCountEstimated: segmentCount > 1 && route !== undefined && dividesInItsOwnWay(route.carrier),
    segments: text.segments.map(({ text: own, septets, codeUnits }) => ({
      text: own,
      ...(septets !== undefined && { septets }),
      ...(codeUnits !== undefined && { codeUnits }),
    })),
    forcingCharacters: text.forcing.map(showForcing),
    ...smartOf(request.body, composition),
    replacedSurrogates: [...text.loneSurrogates],
    expiresAt: new Date(Date.parse(sendAt ?? now.toISOString()) + validitySeconds * 1000).toISOString(),
    ...(route && { route }),
    ...(price && { price }),
  };
};
