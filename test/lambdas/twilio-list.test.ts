import twilio6 from 'twilio';
import twilio5 from 'twilio-5';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { hashRecipient } from '../../adapters/crypto/hashes.ts';
import { randomMessageId } from '../../adapters/crypto/message-ids.ts';
import { messageSidOf } from '../../core/twilio-api/sids.ts';
import { aMessage } from '../support/builders.ts';
import { accountSid, createTwilioApi, type TwilioApi } from '../support/twilio-api.ts';

let api: TwilioApi;
beforeEach(() => {
  api = createTwilioApi();
});

/** Stores a message of some hours ago, and answers its SID. */
const store = async (hoursAgo: number, fields: { recipient?: string; sender?: string } = {}) => {
  const createdAt = new Date(api.clock.now().getTime() - hoursAgo * 3_600_000);
  const { recipient = '+447700900001', sender = 'ACME' } = fields;
  const id = randomMessageId(createdAt);
  await api.messages.add(
    aMessage({
      messageId: id,
      recipient,
      sender,
      recipientHash: hashRecipient(recipient, 'key'),
      createdAt: createdAt.toISOString(),
      twilio: { accountSid, messagingServiceSid: `MG${'a1'.repeat(16)}` },
    }),
  );
  return messageSidOf(id);
};

const Page = z.object({
  page: z.int(),
  messages: z.array(z.object({ sid: z.string() })),
  next_page_uri: z.string().nullable(),
  previous_page_uri: z.string().nullable(),
});

const path = `Accounts/${accountSid}/Messages.json`;
const get = (query: string) => api.call('GET', path, { query });

describe.each([
  ['6', twilio6],
  ['5', twilio5],
])("a list by Twilio's SDK %s", (_version, sdk) => {
  const requests: string[] = [];
  beforeEach(() => {
    requests.length = 0;
  });

  /** The SDK with the API behind it, but no network between. */
  const open = () =>
    sdk(accountSid, 'token', {
      httpClient: Object.assign(new sdk.RequestClient(), {
        request: async ({ method, uri, params }: { method: string; uri: string; params?: object }) => {
          const url = new URL(uri);
          for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, String(value));
          requests.push(url.search);
          const proxy = url.pathname.replace('/2010-04-01/', '');
          const { status, body } = await api.call(method.toUpperCase(), proxy, {
            query: url.search.slice(1),
          });
          return { statusCode: status, body: JSON.parse(JSON.stringify(body)), headers: {} };
        },
      }),
    });

  test('holds every message once, newest first, over many pages and days', async () => {
    const sids: string[] = [];
    for (let i = 0; i < 130; i += 1) sids.push(await store(i));
    const listed = await open().messages.list({ pageSize: 30 });
    expect(listed.map(({ sid }) => sid)).toEqual(sids);
    expect(requests.length).toBeLessThanOrEqual(6);
    expect(listed[0]).toMatchObject({ status: 'accepted', messagingServiceSid: `MG${'a1'.repeat(16)}` });
  });

  test('ends where it is told to', async () => {
    for (let i = 0; i < 10; i += 1) await store(i);
    expect(await open().messages.list({ limit: 4 })).toHaveLength(4);
    expect(await open().messages.list({ limit: 5, pageSize: 2 })).toHaveLength(5);
  });

  test('holds up to 1,000 messages on a page, however many are asked for', async () => {
    for (let i = 0; i < 1010; i += 1) await store(i / 1000);
    const page = await open().messages.page({ pageSize: 5000 });
    expect(page.instances).toHaveLength(1000);
    const next = await page.nextPage();
    expect(next?.instances).toHaveLength(10);
    const back = await next?.previousPage();
    expect(back?.instances.map(({ sid }) => sid)).toEqual(page.instances.map(({ sid }) => sid));
  });

  test('is filtered by numbers and dates, each bound included', async () => {
    // The clock stands at noon of the first of November.
    const [today, yesterday, before] = [await store(1), await store(24), await store(48)];
    const other = await store(25, { recipient: '+447700900002', sender: '+15005550006' });
    const sids = async (filters: object) => (await open().messages.list(filters)).map(({ sid }) => sid);
    expect(await sids({ to: '+447700900002' })).toEqual([other]);
    expect(await sids({ from: '+15005550006' })).toEqual([other]);
    expect(await sids({ to: '+447700900001', from: '+15005550006' })).toEqual([]);
    const day = new Date('2026-10-31T00:00:00Z');
    expect(await sids({ dateSent: day })).toEqual([yesterday, other]);
    expect(await sids({ dateSentAfter: new Date('2026-10-31T12:00:00Z') })).toEqual([today, yesterday]);
    expect(await sids({ dateSentBefore: new Date('2026-10-31T12:00:00Z') })).toEqual([
      yesterday,
      other,
      before,
    ]);
    expect(await sids({ to: 'nobody' })).toEqual([]);
  });

  test('fills its pages where a filter drops much, so that a limit is kept', async () => {
    for (let i = 0; i < 300; i += 1) await store(i / 100, { sender: i % 30 === 0 ? 'RARE' : 'ACME' });
    expect(await open().messages.list({ from: 'RARE', limit: 10 })).toHaveLength(10);
  });
});

describe('a page', () => {
  test('links to the next by a URI without host and stage, with the filters', async () => {
    for (let i = 0; i < 3; i += 1) await store(i);
    const { body } = await get('PageSize=2&To=%2B447700900001&DateSent%3E=2026-10-31');
    expect(body).toMatchObject({
      page: 0,
      page_size: 2,
      start: 0,
      end: 1,
      next_page_uri: expect.stringMatching(
        new RegExp(
          `^/2010-04-01/${path}\\?PageSize=2&To=%2B447700900001&DateSent%3E=2026-10-31&Page=1&PageToken=[\\w-]+$`,
        ),
      ),
      previous_page_uri: null,
    });
  });

  test('links to the one before it, which begins where it began', async () => {
    for (let i = 0; i < 7; i += 1) await store(i);
    const sidsOf = (body: { messages: { sid: string }[] }) => body.messages.map(({ sid }) => sid);
    const follow = async (uri: string | null) => Page.parse((await get(uri?.split('?')[1] ?? '')).body);
    const pages = [Page.parse((await get('PageSize=2&From=ACME')).body)];
    for (let uri = pages[0]?.next_page_uri; uri; uri = pages.at(-1)?.next_page_uri)
      pages.push(await follow(uri));
    expect(pages.map(({ page, messages }) => [page, messages.length])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
      [3, 1],
    ]);
    for (let at = pages.at(-1); at && at.page > 0; ) {
      const back: z.infer<typeof Page> = await follow(at.previous_page_uri);
      expect([back.page, sidsOf(back)]).toEqual([at.page - 1, sidsOf(pages[at.page - 1] ?? back)]);
      expect(back.next_page_uri).toBe(pages[back.page]?.next_page_uri);
      at = back;
    }
    expect(pages[0]?.previous_page_uri).toBeNull();
  });

  test('far along leads back a while, by a URI that stays short', async () => {
    for (let i = 0; i < 60; i += 1) await store(i);
    let at = Page.parse((await get('PageSize=1')).body);
    while (at.next_page_uri) at = Page.parse((await get(at.next_page_uri.split('?')[1] ?? '')).body);
    expect(at).toMatchObject({ page: 60, messages: [] });
    let back = 0;
    for (; at.previous_page_uri; back += 1) {
      expect(at.previous_page_uri.length).toBeLessThan(4000);
      at = Page.parse((await get(at.previous_page_uri.split('?')[1] ?? '')).body);
      expect(at.messages).toHaveLength(1);
    }
    expect([back, at.page]).toEqual([19, 41]);
  });

  test('takes a day as Twilio documents it, with the sign in the name', async () => {
    const [today] = [await store(1), await store(24)];
    const { body } = await get('DateSent>=2026-11-01');
    expect(body).toMatchObject({ messages: [{ sid: today }], next_page_uri: null });
  });

  test('of everything before the last day that can be written is everything', async () => {
    const today = await store(1);
    expect((await get('DateSent%3C=9999-12-31')).body).toMatchObject({ messages: [{ sid: today }] });
  });

  test.each([
    ['', 50],
    ['PageSize=0', 50],
    ['PageSize=-1', 50],
    ['PageSize=x', 50],
    ['PageSize=1001', 1000],
    ['PageSize=999999999', 1000],
  ])('of the query "%s" has room for %i', async (query, size) => {
    expect((await get(query)).body).toMatchObject({ page_size: size });
  });

  test.each([
    'DateSent=yesterday',
    'DateSent%3E=2026-13-45',
    'DateSent%3C=1',
    'Page=1',
    'PageToken=nonsense',
    'PageToken=W10',
  ])('is refused for %s', async (query) => {
    expect(await get(query)).toMatchObject({ status: 400, body: { code: 20422 } });
  });

  test('ignores what it does not know', async () => {
    expect((await get('Nonsense=1&status=x&limit=0&cursor=y&__proto__=z')).status).toBe(200);
  });
});
