import type { HttpInboundSettings } from '../../../core/http-carrier/inbound-settings.ts';
import { atPointer, plainAt } from '../../../core/http-carrier/json-pointer.ts';
import { InboundMessage } from '../../../core/inbound-message.ts';
import { address } from '../read-inbound.ts';
import { anyTime } from '../times.ts';
import { messageIdAt } from './codes.ts';

type Reading =
  | { readonly ok: true; readonly message: InboundMessage }
  | { readonly ok: false; readonly reason: string };

/** The setting that each part of a text was found by. */
const settingOf = new Map<PropertyKey, string>([
  ['carrierMessageId', 'id'],
  ['sender', 'from'],
  ['recipient', 'to'],
]);

/** Nothing, or null, is a text without words; an object or a list is none that was meant. */
const textAt = (entry: unknown, pointer: string): string | undefined =>
  (atPointer(entry, pointer) ?? null) === null ? '' : plainAt(entry, pointer);

/** Reads one incoming text. The reason names the setting that leads to nothing of use, and never quotes the request. */
export const readInbound = (entry: unknown, settings: HttpInboundSettings): Reading => {
  const { keyword, time } = settings;
  const sentAt = time === undefined ? undefined : anyTime(plainAt(entry, time));
  const word = keyword === undefined ? undefined : plainAt(entry, keyword);
  const read = InboundMessage.safeParse({
    carrier: 'http',
    carrierMessageId: messageIdAt(entry, settings.id),
    sender: address(plainAt(entry, settings.from)),
    recipient: address(plainAt(entry, settings.to)),
    text: textAt(entry, settings.text),
    ...(word !== undefined && { keyword: word }),
    ...(sentAt && { sentAt: sentAt.toISOString() }),
  });
  if (read.success) return { ok: true, message: read.data };
  const [part = ''] = read.error.issues[0]?.path ?? [];
  const setting = settingOf.get(part) ?? String(part);
  return {
    ok: false,
    reason: `an incoming text whose ${setting} is missing, or is none, where the settings say`,
  };
};
