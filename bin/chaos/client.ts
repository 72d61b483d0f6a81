import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { MessageResource } from '../../core/api/message-resource.ts';
import type { LocalRun } from '../local-run.ts';
import type { Text } from './texts.ts';

const LedgerPage = z.object({
  messages: z.array(
    z.object({
      sequence: z.number(),
      recipient: z.string(),
      token: z.string().nullable(),
      submits: z.number(),
      taken: z.number(),
      receipts: z.array(z.object({ status: z.string(), answer: z.number().nullable() })),
    }),
  ),
  next: z.number().optional(),
});
/** One attempt as the carriers of the local run saw it: `submits` POSTs, of which `taken` went to the handset. */
export type CarrierEntry = z.infer<typeof LedgerPage>['messages'][number];

/** How often a text is offered, under one Idempotency-Key, before its client gives up. */
const offers = 40;

/** An application, and the carriers' own books. */
export const createClient = ({ url, apiKey, carrierSimulatorUrl }: LocalRun) => {
  const authorization = { authorization: `Bearer ${apiKey}` };

  const answered = async (path: string, init: RequestInit): Promise<Response | undefined> => {
    for (let offer = 0; offer < offers; offer += 1) {
      const response = await fetch(url + path, init);
      if (response.status < 500 && response.status !== 429) return response;
      await response.body?.cancel();
      await sleep(10);
    }
    return undefined;
  };

  /** All that the carriers were asked to send, oldest first. */
  const carrierEntries = async (): Promise<CarrierEntry[]> => {
    const entries: CarrierEntry[] = [];
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page = await fetch(`${carrierSimulatorUrl}/_simulator/messages?limit=1000&after=${after}`);
      const { messages, next } = LedgerPage.parse(await page.json());
      entries.push(...messages);
      after = next;
    }
    return entries;
  };

  return {
    /** The id once a 202 promises that the text reaches a final status; undefined: never promised. */
    send: async (text: Text): Promise<string | undefined> => {
      const response = await answered('/v1/messages', {
        method: 'POST',
        headers: {
          ...authorization,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify(text),
      });
      if (response?.status === 202) return MessageResource.parse(await response.json()).messageId;
      if (response) throw new Error(`a text was refused: ${response.status} ${await response.text()}`);
      return undefined;
    },
    find: async (messageId: string): Promise<MessageResource> => {
      const response = await answered(`/v1/messages/${messageId}`, { headers: authorization });
      if (response?.status !== 200) throw new Error(`${messageId} cannot be read: ${response?.status}`);
      return MessageResource.parse(await response.json());
    },
    carrierEntries,
    /** The sequence number of their newest entry. */
    lastEntry: async (): Promise<number> => (await carrierEntries()).at(-1)?.sequence ?? 0,
  };
};
export type ChaosClient = ReturnType<typeof createClient>;
