import type { WebhookRequest, WebhookVerdict } from '../../../core/carrier.ts';
import type { HttpInboundSettings } from '../../../core/http-carrier/inbound-settings.ts';
import type { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';
import type { InboundMessage } from '../../../core/inbound-message.ts';
import { bodyOf } from './body.ts';
import { entriesOf, matches } from './entries.ts';
import { readInbound } from './inbound.ts';
import { readReceipts } from './receipt.ts';

/** What a call may bring. */
export type WebhookSettings = { readonly [Part in 'receipts' | 'inbound']?: HttpCarrierSettings[Part] };

const unreadable = (reason: string): WebhookVerdict => ({ kind: 'unreadable', reason });
const noList = 'no list where `each` leads to';

type Parts = {
  readonly texts: readonly unknown[];
  /** Undefined where there is no list of them. */
  readonly receipts: readonly unknown[] | undefined;
};

/** What in the body is an incoming text, and what is a receipt: by their own word, else by the URL. */
const partsOf = (body: unknown, token: string, { receipts, inbound }: WebhookSettings): Parts | undefined => {
  if (inbound && !inbound.when && token === 'inbound') {
    const texts = entriesOf(body, inbound.each);
    return texts && { texts, receipts: [] };
  }
  const { when, each } = inbound ?? {};
  const texts = when ? (entriesOf(body, each) ?? []).filter((entry) => matches(entry, when)) : [];
  const known = new Set(texts);
  const rest = entriesOf(body, receipts?.each)?.filter((entry) => !known.has(entry));
  if (texts.length === 0) return { texts, receipts: rest };
  // A body that brings incoming texts is a receipt by itself only where it says so in a list
  return { texts, receipts: receipts?.each === undefined ? [] : (rest ?? []) };
};

const readTexts = (
  entries: readonly unknown[],
  settings: HttpInboundSettings,
): { readonly messages: InboundMessage[]; readonly reason?: string } => {
  const messages: InboundMessage[] = [];
  for (const entry of entries) {
    const read = readInbound(entry, settings);
    if (!read.ok) return { messages, reason: read.reason };
    messages.push(read.message);
  }
  return { messages };
};

/** Reads a verified call: receipts, incoming texts, or both. All of it or nothing, so that the carrier's repeat is whole. */
export const readWebhook = (request: WebhookRequest, settings: WebhookSettings): WebhookVerdict => {
  const body = bodyOf(request);
  if (body === undefined) return unreadable('the body is neither JSON nor a form');
  const parts = partsOf(body, request.token, settings);
  if (!parts) return unreadable(noList);
  const { texts, receipts } = parts;
  const read = settings.inbound && texts.length > 0 ? readTexts(texts, settings.inbound) : { messages: [] };
  if (read.reason !== undefined) return unreadable(read.reason);
  if (texts.length > 0 && receipts?.length === 0) return { kind: 'inbound', messages: read.messages };

  if (!settings.receipts)
    return unreadable('not an incoming text by the settings, and signed for nothing else');
  if (!receipts) return unreadable(noList);
  const told = readReceipts(receipts, request, settings.receipts);
  if (!told) return unreadable('no id or no status where the settings say');
  return texts.length > 0
    ? { kind: 'both', receipts: told, messages: read.messages }
    : { kind: 'receipts', receipts: told };
};
