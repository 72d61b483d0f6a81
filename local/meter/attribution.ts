import * as z from 'zod';

const Entry = z.object({ tenant: z.string() });
const Handed = z.object({
  Messages: z.array(z.object({ ReceiptHandle: z.string(), Body: z.string() })).default([]),
});
const Removed = z.object({
  ReceiptHandle: z.string().optional(),
  Entries: z.array(z.object({ ReceiptHandle: z.string().optional() })).default([]),
});
const Stored = z.object({
  messageId: z.object({ S: z.string() }),
  tenant: z.object({ S: z.string() }),
  recipientHash: z.object({ S: z.string() }),
});
const Linked = z.object({ pk: z.object({ S: z.string() }), linkedMessageId: z.object({ S: z.string() }) });

/** Ids of messages, and of attempts, which hold the message's. */
const idsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/(?:msg|att)_([0-9a-f]{32})/g)].map(([, hex]) => `msg_${hex}`)),
];

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Tells which messages a call or an invocation was for: by the ids in it, and by what earlier calls said that stands for
 * an id, such as the recipient of an opt-out's row, a carrier's own id or a receipt handle.
 */
export const createAttribution = () => {
  const byAlias = new Map<string, readonly string[]>();
  const tenants = new Map<string, string>();

  return {
    tenantOf: (messageId: string): string | undefined => tenants.get(messageId),

    /** Of an event, an answer or a log line. */
    ofText: (text: string): readonly string[] => {
      const ids = idsIn(text);
      if (ids.length > 0) return ids;
      // A row of an opt-out is named by tenant and recipient.
      const hashes = [...text.matchAll(/optout#[^"]*#([0-9a-f]{32})/g)].map(([, hash = '']) => hash);
      const links = [...text.matchAll(/link#[^"]*/g)].map(([link]) => link);
      return [...new Set([...hashes, ...links].flatMap((alias) => byAlias.get(alias) ?? []))];
    },

    /** The message of each queue entry that is removed. */
    ofHandles: (input: unknown): readonly string[] => {
      const removed = Removed.safeParse(input);
      if (!removed.success) return [];
      const handles = [removed.data, ...removed.data.Entries].map(({ ReceiptHandle = '' }) => ReceiptHandle);
      return handles.flatMap((handle) => byAlias.get(handle) ?? []);
    },

    learnItem: (item: unknown): void => {
      const stored = Stored.safeParse(item);
      if (stored.success) {
        const { messageId, tenant, recipientHash } = stored.data;
        tenants.set(messageId.S, tenant.S);
        byAlias.set(recipientHash.S, [...(byAlias.get(recipientHash.S) ?? []), messageId.S]);
      }
      const linked = Linked.safeParse(item);
      if (linked.success) byAlias.set(linked.data.pk.S, [linked.data.linkedMessageId.S]);
    },

    /** The message of each queue entry that a poller gets, to be known by its handle from now on. */
    learnHanded: (answer: string): readonly string[] => {
      const handed = Handed.safeParse(tryJson(answer));
      if (!handed.success) return [];
      return handed.data.Messages.flatMap(({ ReceiptHandle, Body }) => {
        const ids = idsIn(Body);
        byAlias.set(ReceiptHandle, ids);
        const entry = Entry.safeParse(tryJson(Body));
        if (entry.success) for (const id of ids) tenants.set(id, entry.data.tenant);
        return ids;
      });
    },
  };
};
export type Attribution = ReturnType<typeof createAttribution>;
