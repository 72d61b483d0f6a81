import { describe, expect, onTestFinished, test } from 'vitest';
import { createPostWebhook, type Webhook } from '../../../adapters/webhooks/post-webhook.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { answer, dribble, flood, startWireServer } from '../../support/wire-server.ts';

type Serve = Parameters<typeof startWireServer>;

const serverThat = async (...given: Serve) => {
  const server = await startWireServer(...given);
  onTestFinished(() => server.close());
  return server;
};

const webhook = (url: string, deadlineMs = 5000): Webhook => ({
  url,
  headers: { 'content-type': 'text/plain', 'x-signature': 'abc' },
  body: 'Zürich',
  deadlineMs,
});

/** Answers look-ups in turn, and counts them. */
const resolverOf = (...answers: readonly (readonly string[])[]) => {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    asked.push(name);
    return answers[Math.min(asked.length, answers.length) - 1] ?? [];
  };
  return { asked, resolve };
};

const local = createPostWebhook('loopback');

describe('a webhook to a customer', () => {
  test('is posted once, with its headers and body, and the answer is told', async () => {
    const server = await serverThat((socket) => answer(socket, 204, ''));
    const result = await local(webhook(`${server.url}/hook?x=1`));
    expect(result).toMatchObject({ kind: 'answered', status: 204 });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/hook?x=1',
        headers: { 'x-signature': 'abc', 'content-length': '7', host: new URL(server.url).host },
        body: 'Zürich',
      },
    ]);
  });

  test('connects to the address that was checked, whatever the name leads to by then', async () => {
    const server = await serverThat((socket) => answer(socket, 200, ''));
    // The system knows localhost, too, so a second look-up would get through.
    const { asked, resolve } = resolverOf(['127.0.0.2']);
    const url = server.url.replace('127.0.0.1', 'localhost');
    const result = await createPostWebhook('loopback', resolve)(webhook(url));
    expect(asked).toEqual(['localhost']);
    expect(result).toMatchObject({ kind: 'notSent' });
    expect(server.connections()).toBe(0);
  });

  test('is looked up once, so that a second answer cannot lead inside', async () => {
    const { asked, resolve } = resolverOf(['192.0.2.1'], ['127.0.0.1']);
    const result = await createPostWebhook('public', resolve)(webhook('http://rebind.example.com/'));
    expect(asked).toEqual(['rebind.example.com']);
    expect(result).toMatchObject({ kind: 'forbidden' });
  });

  test.each([
    [['127.0.0.1']],
    [['169.254.169.254']],
    [['10.1.2.3']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['fd00:ec2::254']],
    [['93.184.215.14', '10.0.0.1']],
    [['not an address']],
  ])('goes nowhere when its name leads to %j', async (addresses) => {
    const { resolve } = resolverOf(addresses);
    const result = await createPostWebhook('public', resolve)(webhook('https://example.com/'));
    expect(result).toMatchObject({ kind: 'forbidden' });
  });

  test('asks no resolver about a URL that is refused as it is', async () => {
    const { asked, resolve } = resolverOf(['8.8.8.8']);
    const post = createPostWebhook('public', resolve);
    for (const url of [
      'http://127.0.0.1/',
      'http://user@example.com/',
      'http://localhost/',
      'ftp://example.com/',
    ])
      expect(await post(webhook(url))).toMatchObject({ kind: 'forbidden' });
    expect(asked).toEqual([]);
  });

  test.each([
    ['has no address', async () => []],
    ['is unknown', async () => Promise.reject(new Error('ENOTFOUND'))],
    ['is answered too late', () => new Promise<string[]>(() => {})],
  ])('may be tried again when its name %s', async (_what, resolve) => {
    const result = await createPostWebhook('public', resolve)(webhook('https://example.com/', 20));
    expect(result).toEqual({ kind: 'notSent', reason: 'LOOKUP' });
  });

  test('does not follow a redirect', async () => {
    const inside = await serverThat((socket) => answer(socket, 200, 'secret'));
    const server = await serverThat((socket) => answer(socket, 302, '', { Location: inside.url }));
    expect(await local(webhook(server.url))).toMatchObject({ kind: 'answered', status: 302 });
    expect(inside.connections()).toBe(0);
  });

  test("is not sent where the certificate is nobody's", async () => {
    const server = await serverThat((socket) => answer(socket, 200, ''), { tls: selfSigned() });
    expect(await local(webhook(server.url))).toMatchObject({ kind: 'notSent' });
    expect(server.requests).toEqual([]);
  });

  test('ends with its deadline, and with an answer of more bytes than anybody needs', async () => {
    const slow = await serverThat(dribble);
    expect(await local(webhook(slow.url, 100))).toMatchObject({ kind: 'ambiguous', reason: 'DEADLINE' });
    const large = await serverThat(flood);
    expect(await local(webhook(large.url))).toMatchObject({ kind: 'ambiguous', reason: 'ANSWER_TOO_LARGE' });
  });
});
