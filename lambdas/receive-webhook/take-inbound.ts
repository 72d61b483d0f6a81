import type { InboundEntry } from '../../core/inbound/inbound-entry.ts';
import { type InboundSettings, tenantOf } from '../../core/inbound/inbound-settings.ts';
import { keywordOf } from '../../core/inbound/keyword.ts';
import type { InboundMessage } from '../../core/inbound-message.ts';
import { parseRecipient } from '../../core/number/recipient.ts';
import type { InboundLog, InboundQueue, Log, SpokenOptOuts } from '../../core/ports.ts';

export type TakeInboundDeps = {
  readonly settings: InboundSettings;
  readonly inbound: InboundLog;
  readonly optOuts: SpokenOptOuts;
  readonly queue: InboundQueue;
  readonly hashRecipient: (recipient: string) => Promise<string>;
  readonly log: Log;
};

/**
 * Takes an incoming text. When it returns, a STOP is in force, so that what is claimed after the carrier's 2xx is blocked,
 * and the text is in the queue to be told; when it throws, the carrier comes again. Every copy of a text counts as said
 * when the first one came: a copy of an old START undoes no later STOP.
 */
export const createTakeInbound = (deps: TakeInboundDeps) => {
  const { settings, inbound, optOuts, queue, hashRecipient, log } = deps;

  const entryOf = async (message: InboundMessage, receivedAt: Date): Promise<InboundEntry> => {
    const { carrier, carrierMessageId, recipient, sentAt } = message;
    const tenant = tenantOf(settings, recipient);
    const keyword = keywordOf(message.text, settings) ?? keywordOf(message.keyword ?? '', settings);
    const number = parseRecipient(message.sender, { allowFixedLine: true });
    const { e164, country } = number.ok ? number.recipient : { e164: message.sender, country: undefined };
    const entry = {
      carrier,
      carrierMessageId,
      recipient,
      receivedAt: receivedAt.toISOString(),
      ...(tenant !== undefined && { tenant }),
      sender: { hash: await hashRecipient(e164), ...(country !== undefined && { country }) },
      ...(keyword !== undefined && { keyword }),
    };
    const firstAt = await inbound.note(entry);
    // A time from the future shows a clock that is wrong
    return { ...entry, receivedAt: firstAt, ...(sentAt !== undefined && sentAt <= firstAt && { sentAt }) };
  };

  const heed = async ({ tenant, keyword, sender, receivedAt }: InboundEntry): Promise<void> => {
    if (tenant === undefined) return;
    if (keyword === 'stop')
      await optOuts.renew(tenant, sender.hash, { since: receivedAt, source: 'keyword' });
    if (keyword === 'start') await optOuts.endBefore(tenant, sender.hash, receivedAt);
  };

  return async (message: InboundMessage, receivedAt: Date): Promise<void> => {
    const entry = await entryOf(message, receivedAt);
    if (entry.tenant === undefined) {
      log.warn('inbound text to a number of nobody', {
        carrier: entry.carrier,
        ...(entry.keyword !== undefined && { reason: entry.keyword }),
      });
    }
    await heed(entry);
    await queue.enqueue(entry);
  };
};
