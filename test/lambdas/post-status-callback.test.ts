import twilio from 'twilio';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Webhook, WebhookResult } from '../../adapters/webhooks/post-webhook.ts';
import type { Status } from '../../core/status.ts';
import { StatusCallbackEntry } from '../../core/twilio-api/status-callback.ts';
import { createPostStatusCallback } from '../../lambdas/post-status-callback/post-status-callback.ts';
import { aMessage, messageId } from '../support/builders.ts';
import { silentLog } from '../support/fake-ports.ts';
import { FakeMessageStore } from '../support/fake-stores.ts';

const accountSid = `AC${'0b'.repeat(16)}`;
const url = 'https://example.com/status?order=7';
const authToken = 'a'.repeat(32);

let posted: Webhook[];
let repeats: { entry: StatusCallbackEntry; delaySeconds: number }[];
let results: WebhookResult[];
let messages: FakeMessageStore;
let token: string | undefined;

beforeEach(async () => {
  posted = [];
  repeats = [];
  results = [];
  token = authToken;
  messages = new FakeMessageStore();
  await messages.add(aMessage({ sender: 'ACME', twilio: { accountSid, statusCallback: url } }));
});

const answered = (status: number): WebhookResult => ({
  kind: 'answered',
  status,
  headers: {},
  body: new Uint8Array(),
});

const run = (entry: unknown) =>
  createPostStatusCallback({
    messages,
    findAuthToken: async () => token,
    post: async (webhook) => {
      posted.push(webhook);
      return results.shift() ?? answered(204);
    },
    repeat: async (again, delaySeconds) => {
      repeats.push({ entry: again, delaySeconds });
    },
    log: silentLog,
  })(StatusCallbackEntry.parse(entry));

const entry = (status: Status, previousStatus: Status, data: object = {}) => ({
  id: `${messageId}:2`,
  type: `sms.message.${status}`,
  data: { messageId, status, previousStatus, carrier: 'vonage', ...data },
});

const formOf = ({ body }: Webhook) => Object.fromEntries(new URLSearchParams(body));

describe('a change of status', () => {
  test("is posted as Twilio posts it, with a signature that Twilio's SDK takes", async () => {
    await run(entry('delivered', 'sent'));
    const [webhook] = posted;
    if (!webhook) throw new Error('nothing was posted');
    const sid = `SM${'0a'.repeat(16)}`;
    expect(formOf(webhook)).toEqual({
      AccountSid: accountSid,
      ApiVersion: '2010-04-01',
      From: 'ACME',
      MessageSid: sid,
      MessageStatus: 'delivered',
      SmsSid: sid,
      SmsStatus: 'delivered',
      To: '+447700900001',
    });
    expect(webhook.url).toBe(url);
    const signature = webhook.headers['x-twilio-signature'] ?? '';
    expect(twilio.validateRequest(authToken, signature, url, formOf(webhook))).toBe(true);
    expect(twilio.validateRequest(authToken, signature, `${url}0`, formOf(webhook))).toBe(false);
  });

  test.each([
    ['undelivered', 'vonage', { code: 'unreachable_handset' }, '30003'],
    ['failed', 'vonage', { code: 'spam_filtered', carrierCode: '7' }, '30007'],
    ['failed', 'twilio', { code: 'unclassified', carrierCode: '30008' }, '30008'],
    ['failed', 'twilio', { code: 'landline', carrierCode: '21614' }, '21614'],
    ['expired', 'vonage', { code: 'validity_passed' }, '30036'],
    ['blocked', 'vonage', { code: 'opted_out' }, '21610'],
  ] as const)('%s through %s says why', async (status, carrier, error, code) => {
    await run(entry(status, 'sent', { carrier, error }));
    expect(posted.map(formOf)).toMatchObject([{ ErrorCode: code }]);
  });

  test.each([
    ['unknown', 'sent', 'sms.message.unknown'],
    ['sent', 'unknown', 'sms.message.sent'],
    ['delivered', 'failed', 'sms.message.corrected'],
  ] as const)("to %s from %s is none in Twilio's words", async (status, previous, type) => {
    await run({ ...entry(status, previous), type });
    expect(posted).toEqual([]);
  });

  test('to unknown is told as sent, without an error', async () => {
    await run(entry('unknown', 'accepted', { error: { code: 'outcome_unknown' } }));
    expect(posted.map(formOf)).toMatchObject([{ MessageStatus: 'sent' }]);
    expect(posted.map(formOf)[0]).not.toHaveProperty('ErrorCode');
  });

  test.each([
    ['a server error', answered(503)],
    ['a refusal', answered(403)],
    ['a redirect', answered(302)],
    ['no answer', { kind: 'ambiguous', reason: 'DEADLINE' }],
    ['no connection', { kind: 'notSent', reason: 'ECONNREFUSED' }],
  ] as const)(
    'is posted again after %s, ever later, with the same token, and then given up',
    async (_what, result) => {
      let next: unknown = entry('delivered', 'sent');
      for (let i = 0; i < 6; i += 1) {
        results = [result];
        repeats = [];
        await run(next);
        next = repeats[0]?.entry;
        if (next) expect(repeats[0]?.delaySeconds).toBe([10, 30, 90, 270, 810][i]);
      }
      expect(next).toBeUndefined();
      expect(posted).toHaveLength(6);
      expect(new Set(posted.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
    },
  );

  test('is not posted again where it may not go', async () => {
    results = [{ kind: 'forbidden', reason: 'private' }];
    await run(entry('delivered', 'sent'));
    expect(repeats).toEqual([]);
  });

  test('is posted nowhere once the message or the auth token is gone', async () => {
    token = undefined;
    await run(entry('delivered', 'sent'));
    token = authToken;
    messages.rows.clear();
    await run(entry('delivered', 'sent'));
    expect([posted, repeats]).toEqual([[], []]);
  });
});
