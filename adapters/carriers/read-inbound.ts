import { InboundMessage } from '../../core/inbound-message.ts';
import { unreadable, type WebhookReading } from './read-receipt.ts';

/** Carriers leave the `+` of a number out, or not; short codes and names have none. */
export const address = (text: string | undefined): string | undefined =>
  text !== undefined && /^[1-9]\d{6,14}$/.test(text) ? `+${text}` : text;

/** What a carrier says of an incoming text; undefined where it did not say. */
type InboundFacts = {
  readonly [Fact in 'carrierMessageId' | 'sender' | 'recipient' | 'text']: string | undefined;
} & { readonly keyword?: string | undefined };

/** The incoming text that a verified webhook is. */
export const inboundOf = (
  carrier: string,
  { carrierMessageId, sender, recipient, text = '', keyword }: InboundFacts,
): WebhookReading => {
  const message = InboundMessage.safeParse({
    carrier,
    carrierMessageId,
    sender: address(sender),
    recipient: address(recipient),
    text,
    ...(keyword !== undefined && { keyword }),
  });
  return message.success
    ? { ok: true, inbound: message.data }
    : unreadable('an incoming text without its id, sender or recipient');
};
