import type { MessageRequest } from './api/message-request.ts';
import { defaultValiditySeconds } from './lanes.ts';
import { parseRecipient, type Recipient } from './number/recipient.ts';
import { parseSender } from './number/sender.ts';
import type { OutboundMessage } from './outbound-message.ts';
import type { FieldError } from './problem.ts';
import { analyse, type TextAnalysis } from './text/analyse.ts';

/** What the deployment allows. */
export type ComposeSettings = {
  readonly carrierNames: readonly [string, ...string[]];
  /** ISO 3166-1 alpha-2 country of national numbers. */
  readonly defaultCountry: string | undefined;
  readonly maxSegments: number;
};

type Checked<T> = { readonly value: T } | { readonly error: FieldError };

const checkRecipient = (request: MessageRequest, settings: ComposeSettings): Checked<Recipient> => {
  const defaultCountry = request.defaultCountry ?? settings.defaultCountry;
  const parsed = parseRecipient(request.to, defaultCountry === undefined ? {} : { defaultCountry });
  return parsed.ok ? { value: parsed.recipient } : { error: { path: 'to', message: parsed.problem.message } };
};

/** Characters that one error names; a text in another script would list them all. */
const namedCharacters = 10;

const nameForcing = ({ forcing }: TextAnalysis): string => {
  const names = forcing
    .slice(0, namedCharacters)
    .map(
      ({ position, codePoint }) =>
        `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')} at ${position}`,
    );
  const more = forcing.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
};

const checkText = (request: MessageRequest, { maxSegments }: ComposeSettings): Checked<TextAnalysis> => {
  const { encoding, smartEncoding } = request;
  const analysis = analyse(request.body, { encoding, smartEncoding });
  if (analysis.problem === 'not_gsm7') {
    return { error: { path: 'body', message: `cannot be sent as GSM-7: ${nameForcing(analysis)}` } };
  }
  if (analysis.problem === 'too_long' || analysis.segmentCount > maxSegments) {
    const message = `needs ${analysis.segmentCount} segments in ${analysis.encoding}; at most ${maxSegments} are allowed`;
    return { error: { path: 'body', message } };
  }
  return { value: analysis };
};

const checkCarrier = (
  request: MessageRequest,
  { carrierNames }: ComposeSettings,
): Checked<OutboundMessage['route']> => {
  const { carrier } = request;
  if (carrier === undefined) {
    return { value: { rule: 'default', carrier: carrierNames[0], considered: [carrierNames[0]] } };
  }
  if (carrierNames.includes(carrier)) return { value: { rule: 'requested', carrier, considered: [carrier] } };
  return { error: { path: 'carrier', message: `must be one of ${carrierNames.join(', ')}` } };
};

const checkSender = ({ from }: MessageRequest, country: string | undefined): Checked<string | undefined> => {
  if (from === undefined || country === undefined) return { value: undefined };
  const parsed = parseSender(from, country);
  return parsed.ok
    ? { value: parsed.sender.value }
    : { error: { path: 'from', message: parsed.problem.message } };
};

const isError = <T>(checked: Checked<T>): checked is { readonly error: FieldError } => 'error' in checked;

/** Everything that the content of a request decides about the message. */
export type Composed = Pick<
  OutboundMessage,
  | 'lane'
  | 'recipient'
  | 'country'
  | 'sender'
  | 'body'
  | 'encoding'
  | 'segmentCount'
  | 'route'
  | 'reference'
  | 'metadata'
> & { readonly validitySeconds: number };

export type Composition =
  | { readonly ok: true; readonly composed: Composed }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Makes a message of a request, or says everything that is wrong with it at once. */
export const composeMessage = (request: MessageRequest, settings: ComposeSettings): Composition => {
  const recipient = checkRecipient(request, settings);
  const text = checkText(request, settings);
  const route = checkCarrier(request, settings);
  const sender = checkSender(request, isError(recipient) ? undefined : recipient.value.country);
  if (isError(recipient) || isError(text) || isError(route) || isError(sender)) {
    return { ok: false, errors: [recipient, text, route, sender].filter(isError).map(({ error }) => error) };
  }
  const lane = request.type;
  return {
    ok: true,
    composed: {
      lane,
      recipient: recipient.value.e164,
      country: recipient.value.country,
      ...(sender.value !== undefined && { sender: sender.value }),
      body: text.value.text,
      encoding: text.value.encoding,
      segmentCount: text.value.segmentCount,
      route: route.value,
      ...(request.reference !== undefined && { reference: request.reference }),
      ...(request.metadata !== undefined && { metadata: request.metadata }),
      validitySeconds: request.validitySeconds ?? defaultValiditySeconds[lane],
    },
  };
};
