import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../core/carrier.ts';
import type { WebhookHarness } from './carrier-harness.ts';

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

/** The same for the members of a JSON object, and the members in another order. */
const memberMutations = (body: string): string[] => {
  if (!body.startsWith('{')) return [];
  const members = Object.entries<unknown>(JSON.parse(body));
  const write = (list: readonly (readonly [string, unknown])[]) =>
    `{${list.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
  return members.flatMap(([name, value], i) => [
    write([...members, [name, 'delivered']]),
    write([[name, value], ...members]),
    write(members.filter((_, at) => at !== i)),
    write(members.map((member, at) => (at === i ? [name, null] : member))),
    write([...members.slice(i + 1), ...members.slice(0, i + 1).toReversed()]),
    body.replace('{', `{${' '.repeat(i + 1)}`),
  ]);
};

const mutationsOf = (genuine: WebhookRequest, others: readonly WebhookRequest[]): Mutation[] => [
  ...flips(genuine.body).map((body) => ({ body })),
  ...flips(bytes(genuine.url)).map((url) => ({ url: text(url) })),
  ...Object.entries(genuine.headers).flatMap(([name, value]) => [
    ...flips(bytes(value)).map((flipped) => headersWith(genuine, name, text(flipped))),
    ...['', value.slice(1), `${value}=`, value.toLowerCase(), value + value].map((changed) =>
      headersWith(genuine, name, changed),
    ),
    { headers: {} },
  ]),
  ...[...parameterMutations(text(genuine.body)), ...memberMutations(text(genuine.body))].map((body) => ({
    body: bytes(body),
  })),
  ...others.flatMap(({ body, url, headers }) => [{ body }, { url }, { headers }]),
  { body: new Uint8Array() },
  { url: `${genuine.url}?x=1` },
  { url: `${genuine.url}/` },
  { url: genuine.url.replace('https:', 'http:') },
];

/** What every webhook must do: take what the vendor signed, refuse all else. */
export const describeWebhook = (name: string, webhook: WebhookHarness): void => {
  describe(`${name} webhook`, () => {
    for (const baseUrl of [
      'https://sms.example.com',
      'https://abc123.execute-api.eu-west-1.amazonaws.com/prod',
      'http://127.0.0.1:3000/base/path',
    ]) {
      test(`takes a receipt that the vendor's own code signs or takes, at ${baseUrl}`, async () => {
        const request = webhook.signed('delivered', { baseUrl });
        const verdict = await (await webhook.open()).receive(request);
        expect(verdict).toMatchObject({ kind: 'receipts', receipts: [webhook.delivered] });
        expect(await webhook.isGenuine(request)).toBe(true);
      });
    }

    const { inbound } = webhook;
    if (inbound) {
      test('reads an incoming text, and only one that is signed right', async () => {
        const receiver = await webhook.open();
        const number = expect.stringMatching(/^\+4477009\d{5}$/);
        const { carrier } = webhook.delivered;
        expect(await receiver.receive(inbound())).toEqual({
          kind: 'inbound',
          messages: [
            {
              carrier,
              carrierMessageId: expect.any(String),
              sender: number,
              recipient: number,
              text: 'hello',
            },
          ],
        });
        expect(await receiver.receive({ ...inbound(), token: 'inbound' })).toMatchObject({ kind: 'inbound' });
        expect(await receiver.receive(inbound({ key: 'another key' }))).toEqual({ kind: 'forged' });
      });
    }

    const { old = 0, ahead = 0 } = webhook.tolerance ?? {};
    for (const [seconds, kind] of webhook.tolerance
      ? ([
          [-old - 2, 'forged'],
          [-old + 10, 'receipts'],
          [ahead - 10, 'receipts'],
          [ahead + 10, 'forged'],
        ] as const)
      : []) {
      test(`calls ${kind} what was signed ${seconds} seconds from now`, async () => {
        const request = webhook.signed('sent', { at: new Date(Date.now() + seconds * 1000) });
        expect((await (await webhook.open()).receive(request)).kind).toBe(kind);
      });
    }

    test('refuses thousands of mutations', async () => {
      const receiver = await webhook.open();
      const genuine = webhook.signed('sent');
      const others = [webhook.signed('delivered'), webhook.signed('sent', { key: 'another key' })];
      const mutations = mutationsOf(genuine, others).map((mutation) => ({ ...genuine, ...mutation }));
      const mistaken: WebhookRequest[] = [];
      let refused = 0;
      for (const request of mutations) {
        const verdict = await receiver.receive(request);
        if (verdict.kind === 'forged') refused += 1;
        else if (!(await webhook.isGenuine(request))) mistaken.push(request);
      }
      expect(refused).toBeGreaterThan(2000);
      expect(mistaken.map(({ url, body }) => `${url} ${text(body)}`)).toEqual([]);
    });
  });
};
