import type { Message, Preview } from '../../client/api-types.ts';
import { fields, table } from './table.ts';

const segmentsOf = ({ segmentCount, encoding }: Pick<Message, 'segmentCount' | 'encoding'>): string =>
  `${segmentCount} in ${encoding}`;

const errorOf = ({ error }: Message): string | undefined =>
  error && `${error.code}: ${error.detail}${error.carrierCode ? ` (${error.carrierCode})` : ''}`;

const summaryOf = (message: Message) => ({
  message: message.messageId,
  status: message.status,
  error: errorOf(message),
  to: message.to,
  from: message.from,
  type: message.type,
  segments: segmentsOf(message),
  carrier: message.carrier,
  reference: message.reference,
});

/** What a message is, in a few lines. */
export const showSummary = (message: Message): string => fields(summaryOf(message));

/** All that is known of a message: what it is, how it got there and who was asked. */
export const showMessage = (message: Message): string => {
  const { timeline, attempts } = message;
  const moves = timeline.map(({ version, status, at, carrier, failureCode, evidence }) => [
    ...[version, at, status, carrier],
    failureCode ?? evidence,
  ]);
  const tries = attempts.map(({ number, carrier, claimedAt, endedAt, result, failureCode, carrierCode }) => [
    ...[number, carrier, claimedAt, endedAt, result],
    [failureCode, carrierCode].filter(Boolean).join(' '),
  ]);
  return [
    fields({
      ...summaryOf(message),
      body: message.body,
      'carrier id': message.carrierMessageId,
      created: message.createdAt,
      'send at': message.sendAt,
      expires: message.expiresAt,
      erased: message.erasedAt,
      route: `${message.route.rule}: ${message.route.considered.join(', ')}`,
      'possible duplicate': message.possibleDuplicate && 'yes',
    }),
    table(['version', 'at', 'status', 'carrier', 'detail'], moves),
    ...(tries.length > 0
      ? [table(['attempt', 'carrier', 'claimed', 'ended', 'result', 'detail'], tries)]
      : []),
  ].join('\n\n');
};

/** Messages as rows; without their texts. */
export const showMessages = (messages: readonly Message[]): string =>
  table(
    ['created', 'message', 'status', 'to', 'type', 'segments', 'carrier', 'reference'],
    messages.map((message) => [
      ...[message.createdAt, message.messageId, message.status, message.to, message.type],
      ...[message.segmentCount, message.carrier, message.reference],
    ]),
  );

/** What sending a text would do. */
export const showPreview = (preview: Preview): string => {
  const { forcingCharacters, segments, smartEncoding, price, route } = preview;
  const saved = smartEncoding && `${smartEncoding.segmentCount} (${smartEncoding.savedSegments} saved)`;
  const units = segments.map(({ text, septets, codeUnits }, i) => [i + 1, septets ?? codeUnits, text]);
  const forcing = forcingCharacters.map(({ position, codePoint, character, replacement }) => [
    ...[position, codePoint, character, replacement],
  ]);
  return [
    fields({
      to: preview.to,
      country: preview.country,
      'number type': preview.numberType,
      type: preview.type,
      segments: segmentsOf(preview) + (preview.segmentCountEstimated ? ', estimated' : ''),
      'with smart encoding': saved,
      carrier: route?.carrier,
      route: route && `${route.rule}: ${route.considered.join(', ')}`,
      price: price && `${price.amount} ${price.currency}`,
      expires: preview.expiresAt,
    }),
    table(['segment', preview.encoding === 'gsm7' ? 'septets' : 'code units', 'text'], units),
    ...(forcing.length > 0
      ? [table(['position', 'code point', 'forces UCS-2', 'replacement'], forcing)]
      : []),
  ].join('\n\n');
};
