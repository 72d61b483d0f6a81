import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../core/carrier.ts';
import type { CarrierHarness } from './carrier-harness.ts';

type Mutation = Partial<WebhookRequest>;

const flipBit = (bytes: Uint8Array, bit: number): Uint8Array => {
  const flipped = Uint8Array.from(bytes);
  const at = bit >> 3;
  flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
  return flipped;
};
const flips = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length * 8 }, (_, bit) => flipBit(bytes, bit));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (value: string): Uint8Array => Buffer.from(value, 'latin1');

const headersWith = (request: WebhookRequest, name: string, value: string): Mutation => ({
  headers: { ...request.headers, [name]: value },
});

/** Each parameter doubled with another value, dropped, emptied, renamed, or swapped with the next one's value. */
const parameterMutations = (body: string): string[] => {
  const pairs = [...new URLSearchParams(body)];
  const write = (list: [string, string][]) => new URLSearchParams(list).toString();
  return pairs.flatMap(([name, value], i) => [
    write([...pairs, [name, `${value}0`]]),
    write([[name, 'delivered'], ...pairs]),
    write(pairs.filter((_, at) => at !== i)),
    write(pairs.map((pair, at) => (at === i ? [name, ''] : pair))),
    write(pairs.map((pair, at) => (at === i ? [`${name}2`, value] : pair))),
    write(pairs.map((pair, at) => [pair[0], pairs[at === i ? (at + 1) % pairs.length : at]?.[1] ?? ''])),
  ]);
};

const mutationsOf = (genuine: WebhookRequest, others: readonly WebhookRequest[]): Mutation[] => [
  ...flips(genuine.body).map((body) => ({ body })),
  ...flips(bytes(genuine.url)).map((url) => ({ url: text(url) })),
  ...Object.entries(genuine.headers)
    .filter(([name]) => name.includes('signature'))
    .flatMap(([name, value]) => [
      ...flips(bytes(value)).map((flipped) => headersWith(genuine, name, text(flipped))),
      ...['', value.slice(1), `${value}=`, value.toLowerCase(), value + value].map((changed) =>
        headersWith(genuine, name, changed),
      ),
      { headers: {} },
    ]),
  ...parameterMutations(text(genuine.body)).map((body) => ({ body: bytes(body) })),
  ...others.flatMap(({ body, url, headers }) => [{ body }, { url }, { headers }]),
  { body: new Uint8Array() },
  { url: `${genuine.url}?x=1` },
  { url: `${genuine.url}/` },
  { url: genuine.url.replace('https:', 'http:') },
];

/** What every webhook must do: take what the vendor signed, refuse all else. */
export const describeWebhook = (name: string, webhook: NonNullable<CarrierHarness['webhook']>): void => {
  describe(`${name} webhook`, () => {
    test("takes a receipt that the vendor's own code signed", async () => {
      const verdict = await (await webhook.open()).receive(webhook.signed('delivered'));
      expect(verdict).toMatchObject({ kind: 'receipts', receipts: [webhook.delivered] });
    });

    test('refuses thousands of mutations', async () => {
      const receiver = await webhook.open();
      const genuine = webhook.signed('sent');
      const others = [webhook.signed('delivered'), webhook.signed('sent', 'another key')];
      const forged = mutationsOf(genuine, others)
        .map((mutation) => ({ ...genuine, ...mutation }))
        .filter((request) => !webhook.isGenuine(request));
      expect(forged.length).toBeGreaterThan(2000);
      const accepted: string[] = [];
      for (const request of forged) {
        const verdict = await receiver.receive(request);
        if (verdict.kind !== 'forged') accepted.push(`${request.url} ${text(request.body)}`);
      }
      expect(accepted).toEqual([]);
    });
  });
};
