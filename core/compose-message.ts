import type { MessageRequest } from './api/message-request.ts';
import type { Dlt } from './dlt.ts';
import { defaultValiditySeconds } from './lanes.ts';
import { parseRecipient, type Recipient } from './number/recipient.ts';
import { parseSender } from './number/sender.ts';
import type { OutboundMessage, Route } from './outbound-message.ts';
import type { FieldError } from './problem.ts';
import { chooseRoute, type WeightShares } from './routing/choose-route.ts';
import type { Routing } from './routing/routing-table.ts';
import { analyse, type TextAnalysis } from './text/analyse.ts';

/** What the deployment allows. */
export type ComposeSettings = {
  readonly carrierNames: readonly string[];
  readonly routing: Routing;
  /** What slow or ill carriers have left of their weight. */
  readonly weightShares?: WeightShares;
  /** ISO 3166-1 alpha-2 country of national numbers. */
  readonly defaultCountry: string | undefined;
  readonly maxSegments: number;
  /** Take fixed lines as recipients too. */
  readonly allowFixedLines: boolean;
  /** Send nothing to anybody, as for a test key: every text goes to the sandbox. */
  readonly sandboxed?: boolean;
};

/** Where a test key's texts go, whatever the routing says. */
const sandboxRoute: Route = { rule: 'test-key', carrier: 'sandbox', considered: ['sandbox'] };

type Checked<T> = { readonly value?: T; readonly error?: FieldError };

const refused = (path: string, message: string) => ({ error: { path, message } });

const checkRecipient = (request: MessageRequest, settings: ComposeSettings): Checked<Recipient> => {
  const defaultCountry = request.defaultCountry ?? settings.defaultCountry;
  const parsed = parseRecipient(request.to, {
    ...(defaultCountry !== undefined && { defaultCountry }),
    allowFixedLine: settings.allowFixedLines,
  });
  return parsed.ok ? { value: parsed.recipient } : refused('to', parsed.problem.message);
};

/** Characters that one error names; a text in another script would list them all. */
const namedCharacters = 10;

const nameForcing = ({ forcing }: TextAnalysis): string => {
  const names = forcing.slice(0, namedCharacters).map(({ position, codePoint }) => {
    const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
    return `U+${hex} at ${position}`;
  });
  const more = forcing.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
};

const checkText = (text: TextAnalysis, { maxSegments }: ComposeSettings): Checked<TextAnalysis> => {
  if (text.problem === 'not_gsm7') return refused('body', `cannot be sent as GSM-7: ${nameForcing(text)}`);
  if (text.problem === undefined && text.segmentCount <= maxSegments) return { value: text };
  const { segmentCount, encoding } = text;
  return refused('body', `needs ${segmentCount} segments in ${encoding}; at most ${maxSegments} are allowed`);
};

const checkRoute = (
  { carrier, type, from }: MessageRequest,
  { carrierNames, routing, weightShares, sandboxed }: ComposeSettings,
  tenant: string,
  recipient: Recipient | undefined,
): Checked<Route> => {
  const isSandbox = sandboxed === true && carrier === 'sandbox';
  if (carrier !== undefined && !carrierNames.includes(carrier) && !isSandbox) {
    return refused('carrier', `must be one of ${carrierNames.join(', ')}`);
  }
  if (!recipient) return {};
  if (sandboxed) return { value: sandboxRoute };
  const { e164, country } = recipient;
  const message = { recipient: e164, country, lane: type, tenant, sender: from, carrier };
  const route = chooseRoute(routing, message, weightShares);
  return route
    ? { value: route }
    : refused('to', `is in ${country}, where this deployment does not send such texts`);
};

const checkSender = ({ from }: MessageRequest, country: string | undefined): Checked<string> => {
  // Without a country only a name can be judged, by what holds everywhere.
  if (from === undefined || (country === undefined && !/\p{L}/u.test(from))) return {};
  const parsed = parseSender(from, country ?? '');
  return parsed.ok ? { value: parsed.sender.value } : refused('from', parsed.problem.message);
};

const checkDlt = ({ dlt }: MessageRequest, country: string | undefined): Checked<Dlt> => {
  if (!dlt) return {};
  return country === undefined || country === 'IN'
    ? { value: dlt }
    : refused('dlt', `is for recipients in India; this one is in ${country}`);
};

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
  | 'dlt'
  | 'reference'
  | 'metadata'
>;

export type Composition = {
  /** Left out where there are errors. */
  readonly composed?: Composed;
  /** Why sending would be refused: all of it at once. */
  readonly errors: readonly FieldError[];
  /** What is known whether or not there are errors. */
  readonly text: TextAnalysis;
  readonly validitySeconds: number;
  readonly recipient?: Recipient;
  readonly route?: Route;
};

/** Makes a message of a request, or says everything that is wrong with it. Accept and preview both ask here. */
export const composeMessage = (
  request: MessageRequest,
  settings: ComposeSettings,
  tenant: string,
): Composition => {
  const { body, encoding, smartEncoding, reference, metadata } = request;
  const text = analyse(body, { encoding, smartEncoding });
  const checked = checkText(text, settings);
  const recipient = checkRecipient(request, settings);
  const route = checkRoute(request, settings, tenant, recipient.value);
  const sender = checkSender(request, recipient.value?.country);
  const dlt = checkDlt(request, recipient.value?.country);
  const errors = [recipient, checked, route, sender, dlt].flatMap(({ error }) => error ?? []);

  const known = {
    errors,
    text,
    validitySeconds: request.validitySeconds ?? defaultValiditySeconds[request.type],
    ...(recipient.value && { recipient: recipient.value }),
    ...(route.value && { route: route.value }),
  };
  if (errors.length > 0 || !recipient.value || !route.value) return known;
  const composed: Composed = {
    lane: request.type,
    recipient: recipient.value.e164,
    country: recipient.value.country,
    ...(sender.value !== undefined && { sender: sender.value }),
    body: text.text,
    encoding: text.encoding,
    segmentCount: text.segmentCount,
    route: route.value,
    ...(dlt.value && { dlt: dlt.value }),
    ...(reference !== undefined && { reference }),
    ...(metadata !== undefined && { metadata }),
  };
  return { ...known, composed };
};
