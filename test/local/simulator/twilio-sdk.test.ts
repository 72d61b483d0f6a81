import twilio from 'twilio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver, startSimulator, twilioAccount } from '../../support/simulator.ts';
import { twilioSdk } from '../../support/twilio-sdk.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  simulator = await startSimulator();
  receiver = await startReceiver();
});
afterAll(async () => {
  await simulator.stop();
  await receiver.stop();
});

const from = '+447700900100';

test("gives the vendor's SDK a message that it reads and finds again", async () => {
  const client = twilioSdk(simulator.url);
  const to = '+447700900200';
  const created = await client.messages.create({ to, from, body: 'Grüße €' });
  expect(created).toMatchObject({ to, from, body: 'Grüße €', status: 'queued', numSegments: '1' });
  expect(created.sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(Math.abs(created.dateCreated.getTime() - Date.now())).toBeLessThan(5000);
  await expect
    .poll(async () => (await client.messages(created.sid).fetch()).status, { timeout: 2000 })
    .toBe('delivered');
});

test("pages through the list for the vendor's SDK, newest first, by recipient and day", async () => {
  const client = twilioSdk(simulator.url);
  const to = '+447700900201';
  for (const body of ['1', '2', '3', '4', '5']) await client.messages.create({ to, from, body });
  const all = await client.messages.list({ to, pageSize: 2, dateSentAfter: new Date(Date.now() - 60_000) });
  expect(all.map(({ body }) => body)).toEqual(['5', '4', '3', '2', '1']);
  expect(await client.messages.list({ to, from: '+447700900999' })).toEqual([]);
  expect(await client.messages.list({ to, dateSentAfter: new Date(Date.now() + 2 * 86_400_000) })).toEqual(
    [],
  );
  expect(await client.messages.list({ to, dateSentBefore: new Date(Date.now() + 86_400_000) })).toHaveLength(
    5,
  );
});

test("posts receipts whose signature the vendor's SDK accepts", async () => {
  const statusCallback = `${receiver.url}/v1/webhooks/twilio/token?x=1#rc=5&rp=all`;
  await twilioSdk(simulator.url).messages.create({ to: '+447700900002', from, body: 'hi', statusCallback });
  await expect.poll(() => receiver.statuses(), { timeout: 2000 }).toEqual(['sent', 'undelivered']);
  for (const { url, headers, form } of receiver.posted) {
    expect(url).toBe(`${receiver.url}/v1/webhooks/twilio/token?x=1`);
    const signature = headers['x-twilio-signature'] ?? '';
    expect(twilio.validateRequest(twilioAccount.authToken, signature, url, form)).toBe(true);
    expect(twilio.validateRequest('another token', signature, url, form)).toBe(false);
  }
  expect(receiver.posted[1]?.form).toMatchObject({
    ErrorCode: '30003',
    To: '+447700900002',
    From: from,
    AccountSid: twilioAccount.accountSid,
    RawDlrDoneDate: expect.stringMatching(/^\d{10}$/),
  });
});

test("gives the vendor's SDK the errors that Twilio gives", async () => {
  const client = twilioSdk(simulator.url);
  const to = '+447700900200';
  const messagingServiceSid = `MG${'0'.repeat(32)}`;
  expect(await client.messages.create({ to, messagingServiceSid, body: 'hi' })).toMatchObject({
    status: 'accepted',
    messagingServiceSid,
  });
  const refusals = [
    [{ to, body: 'hi' }, 400, 21603],
    [{ to: '', from, body: 'hi' }, 400, 21604],
    [{ to, from, body: '' }, 400, 21602],
    [{ to, from, body: 'x'.repeat(1601) }, 400, 21617],
    [{ to: '12345', from, body: 'hi' }, 400, 21211],
    [{ to, from: 'no such sender!', body: 'hi' }, 400, 21212],
    [{ to, from, body: 'hi', statusCallback: 'nonsense' }, 400, 21609],
    [{ to, from, body: 'hi', statusCallback: 'https://example.com/cb' }, 400, 21609],
    [{ to, from, body: 'hi', validityPeriod: 36_001 }, 400, 20001],
    [{ to: '+447700900003', from, body: 'hi' }, 400, 21211],
    [{ to: '+447700900004', from, body: 'hi' }, 429, 20429],
    [{ to: '+447700900007', from, body: 'hi' }, 500, 20500],
  ] as const;
  for (const [params, status, code] of refusals) {
    await expect(client.messages.create(params)).rejects.toMatchObject({ status, code });
  }
  await expect(client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404 });
  await expect(twilioSdk(simulator.url, 'wrong').messages.list()).rejects.toMatchObject({
    status: 401,
    code: 20003,
  });
});
