import { createServer } from 'node:http';
import twilio6 from 'twilio';
import twilio5 from 'twilio-5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const from = '+15005550006';
const delivered = '+447700900001';

describe.concurrent.each([
  ['6', twilio6],
  ['5', twilio5],
])("Twilio's SDK %s, pointed at the pipeline", (version, sdk) => {
  const clientWith = (user: string, password: string, accountSid = user) => {
    const client = sdk(user, password, { accountSid });
    client.api.baseUrl = pipeline.run.url;
    return client;
  };
  const open = () => {
    const { accountSid, authToken } = pipeline.run.twilio;
    return clientWith(accountSid, authToken);
  };

  test('sends a text and sees it delivered', async () => {
    const client = open();
    const sent = await client.messages.create({ to: delivered, from, body: `Parcel ${version} is here.` });
    expect(sent).toMatchObject({
      accountSid: pipeline.run.twilio.accountSid,
      apiVersion: '2010-04-01',
      body: `Parcel ${version} is here.`,
      direction: 'outbound-api',
      errorCode: null,
      errorMessage: null,
      from,
      numMedia: '0',
      numSegments: '1',
      price: null,
      status: 'queued',
      to: delivered,
      dateSent: null,
    });
    expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(sent.dateCreated).toBeInstanceOf(Date);

    await eventually(async () => {
      expect((await client.messages(sent.sid).fetch()).status).toBe('delivered');
    });
    const found = await client.messages(sent.sid).fetch();
    expect(found.dateSent?.getTime()).toBeGreaterThanOrEqual(sent.dateCreated.getTime());
    const [submitted] = (await pipeline.ledger()).filter(
      ({ token }) => messageOf(token) === `msg_${sent.sid.slice(2)}`,
    );
    expect(submitted).toMatchObject({ submits: 1 });
  });

  test('shows why a text was not delivered', async () => {
    const client = open();
    const { sid } = await client.messages.create({ to: '+447700900002', from, body: 'Nobody there' });
    await eventually(async () => {
      expect(await client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30003 });
    });
  });

  test('sends for a messaging service, and lists no media', async () => {
    const messagingServiceSid = `MG${'a1'.repeat(16)}`;
    const client = open();
    const sent = await client.messages.create({ to: delivered, messagingServiceSid, body: 'From a pool' });
    expect(sent).toMatchObject({ status: 'accepted', messagingServiceSid, from: null });
    expect(await client.messages(sent.sid).media.list()).toEqual([]);
    expect(await client.messages(sent.sid).feedback.create({ outcome: 'confirmed' })).toMatchObject({
      messageSid: sent.sid,
      outcome: 'confirmed',
    });
  });

  test('takes an API key as the password, with the account SID or anything else beside it', async () => {
    const { accountSid } = pipeline.run.twilio;
    for (const user of [accountSid, 'SK-whatever']) {
      const client = clientWith(user, pipeline.run.apiKey, accountSid);
      const sent = await client.messages.create({ to: delivered, from, body: 'By key' });
      expect(sent.accountSid).toBe(accountSid);
    }
  });

  test.each([
    ['a recipient that is no number', { to: 'nobody', from, body: 'x' }, 400, 21211],
    ['a fixed line', { to: '+442079460000', from, body: 'x' }, 400, 21614],
    ['a sender that cannot be one', { to: delivered, from: 'A name far too long', body: 'x' }, 400, 21212],
    ['a name where networks show none', { to: '+12015550123', from: 'ACME', body: 'x' }, 400, 21612],
    ['no sender', { to: delivered, body: 'x' }, 400, 21603],
    ['no text', { to: delivered, from }, 400, 21602],
    ['an empty text', { to: delivered, from, body: '' }, 400, 21602],
    ['1,601 characters', { to: delivered, from, body: 'x'.repeat(1601) }, 400, 21617],
    ['more segments than are allowed', { to: delivered, from, body: '…'.repeat(1600) }, 400, 21617],
    ['media', { to: delivered, from, body: 'x', mediaUrl: ['https://example.com/a.png'] }, 400, 21620],
    ['a content template', { to: delivered, from, contentSid: `HX${'0'.repeat(32)}` }, 400, 21655],
    ['a validity of no time', { to: delivered, from, body: 'x', validityPeriod: 0 }, 400, 20422],
    [
      'a callback elsewhere',
      { to: delivered, from, body: 'x', statusCallback: 'http://10.0.0.1/' },
      400,
      21609,
    ],
    ['a service that is none', { to: delivered, messagingServiceSid: 'MG1', body: 'x' }, 404, 21701],
  ])('refuses %s by its own code', async (_what, message, status, code) => {
    const error = await open()
      .messages.create(message)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      status,
      code,
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
      message: expect.any(String),
    });
    expect(error).not.toMatchObject({ message: expect.stringContaining(delivered) });
  });

  test('is refused with other credentials, on other accounts, and finds no other messages', async () => {
    const { accountSid, authToken } = pipeline.run.twilio;
    const other = `AC${'0'.repeat(32)}`;
    const message = { to: delivered, from, body: 'x' };
    for (const client of [
      clientWith(accountSid, 'f'.repeat(32)),
      clientWith(other, authToken),
      clientWith(accountSid, authToken, other),
      clientWith(accountSid, pipeline.run.apiKey, other),
    ]) {
      await expect(client.messages.create(message)).rejects.toMatchObject({ status: 401, code: 20003 });
    }
    const missing = { status: 404, code: 20404 };
    await expect(
      open()
        .messages(`SM${'0'.repeat(32)}`)
        .fetch(),
    ).rejects.toMatchObject(missing);
    await expect(open().messages('SM1').fetch()).rejects.toMatchObject(missing);
    await expect(open().calls.list()).rejects.toMatchObject(missing);
  });

  test('lists, pages, redacts, cancels and deletes', async () => {
    const client = open();
    const to = `+44770090030${version}`;
    const sids: string[] = [];
    for (const body of ['One', 'Two', 'Three']) {
      const { sid } = await client.messages.create({ to, from, body });
      sids.unshift(sid);
      await eventually(async () => {
        expect((await client.messages(sid).fetch()).status).toBe('delivered');
      });
    }
    await eventually(async () => {
      const listed = await client.messages.list({ to, pageSize: 2, dateSentAfter: new Date(0) });
      expect(listed.map(({ sid }) => sid)).toEqual(sids);
    });
    expect(await client.messages.list({ to, dateSentBefore: new Date('2026-01-01') })).toEqual([]);
    expect(await client.messages.list({ limit: 3 })).toHaveLength(3);

    const [last = '', middle = ''] = sids;
    expect(await client.messages(last).update({ body: '' })).toMatchObject({ body: '', status: 'delivered' });
    expect((await client.messages(last).fetch()).body).toBe('');
    await expect(client.messages(last).update({ status: 'canceled' })).rejects.toMatchObject({ code: 30409 });
    expect(await client.messages(middle).remove()).toBe(true);
    await expect(client.messages(middle).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('schedules a text, and cancels it', async () => {
    const client = open();
    const messagingServiceSid = `MG${'a1'.repeat(16)}`;
    const sendAt = new Date(Date.now() + 3_600_000);
    const later = {
      to: delivered,
      messagingServiceSid,
      body: 'Later',
      sendAt,
      scheduleType: 'fixed',
    } as const;
    const { sid, status } = await client.messages.create(later);
    expect(status).toBe('scheduled');
    expect(await client.messages(sid).update({ status: 'canceled' })).toMatchObject({ status: 'canceled' });
    await expect(client.messages.create({ ...later, sendAt: new Date('2020-01-01') })).rejects.toMatchObject({
      status: 400,
      code: 35114,
    });
  });

  test('gets each change of status posted, signed as its own validateRequest wants it', async () => {
    const { authToken } = pipeline.run.twilio;
    const posts: { status: string; valid: boolean; token: string; form: Record<string, string> }[] = [];
    let refusals = 1;
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const signature = String(request.headers['x-twilio-signature']);
      const url = `http://${request.headers.host}${request.url}`;
      const valid = sdk.validateRequest(authToken, signature, url, form);
      const token = String(request.headers['i-twilio-idempotency-token']);
      posts.push({ status: form.MessageStatus ?? '', valid, token, form });
      if (form.MessageStatus === 'delivered' && refusals > 0) {
        refusals -= 1;
        response.writeHead(503).end();
      } else response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const sent = await open().messages.create({
      to: delivered,
      from,
      body: 'Tell me',
      statusCallback: `http://127.0.0.1:${port}/status?order=7&x=a%20b#rc=3`,
    });
    const postsOf = (word: string) => posts.filter(({ status }) => status === word);
    // A slow machine may see one more than the refused one again, as nobody promises otherwise.
    await eventually(() => {
      expect(postsOf('sent').length).toBeGreaterThanOrEqual(1);
      expect(postsOf('delivered').length).toBeGreaterThanOrEqual(2);
    });
    expect(new Set(posts.map(({ status }) => status))).toEqual(new Set(['sent', 'delivered']));
    expect(new Set(posts.map(({ token }) => token)).size).toBe(2);
    server.close();
    server.closeAllConnections();
    expect(posts.every(({ valid }) => valid)).toBe(true);
    expect(posts[0]?.form).toMatchObject({
      AccountSid: pipeline.run.twilio.accountSid,
      ApiVersion: '2010-04-01',
      From: from,
      MessageSid: sent.sid,
      SmsSid: sent.sid,
      To: delivered,
    });
  });
});

test('tells with each answer, refused or not, where the caller stands', async () => {
  const { url, twilio } = pipeline.run;
  const authorization = `Basic ${Buffer.from(`${twilio.accountSid}:${twilio.authToken}`).toString('base64')}`;
  const path = `${url}/2010-04-01/Accounts/${twilio.accountSid}/Messages`;
  for (const asked of ['.json?PageSize=1', '.json?DateSent=yesterday', `/SM${'0'.repeat(32)}.json`]) {
    const { headers } = await fetch(path + asked, { headers: { authorization } });
    expect(headers.get('ratelimit')).toContain('"key-requests";r=');
  }
});

test("refuses in Twilio's words what comes before any step: no credentials, and far too much", async () => {
  const path = `${pipeline.run.url}/2010-04-01/Accounts/${pipeline.run.twilio.accountSid}/Messages.json`;
  const refusal = async (init: RequestInit) => {
    const response = await fetch(path, { method: 'POST', ...init });
    return { challenge: response.headers.get('www-authenticate'), body: await response.json() };
  };
  expect(await refusal({})).toMatchObject({
    challenge: expect.stringMatching(/^Basic /),
    body: { code: 20003, status: 401 },
  });
  expect(await refusal({ body: 'x'.repeat(1_048_577) })).toMatchObject({
    body: { code: 20413, status: 413 },
  });
});
