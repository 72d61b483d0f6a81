import { describe, expect, test } from 'vitest';
import { json, problem, scriptedFetch } from '../../support/scripted-fetch.ts';
import { smsTool } from '../../support/sms-tool.ts';

const environment = { SMS_URL: 'https://sms.example', SMS_API_KEY: 'sms_live_secret' };
const message = {
  messageId: 'msg_01a2012325a2b7c38972a36c853a0bf3',
  status: 'accepted',
  to: '+447700900001',
  country: 'GB',
  type: 'transactional',
  body: 'Hello',
  encoding: 'gsm7',
  segmentCount: 1,
  carrier: 'twilio',
  createdAt: '2026-11-22T02:43:30.338Z',
  expiresAt: '2026-11-23T02:43:30.338Z',
  policy: 'at-most-once',
  route: { rule: 'default', carrier: 'twilio', considered: ['twilio'] },
  attempts: [],
  timeline: [{ version: 0, status: 'accepted', at: '2026-11-22T02:43:30.338Z' }],
};
const { messageId } = message;
const answering = (...answers: Parameters<typeof scriptedFetch>) => {
  const { fetch, sent } = scriptedFetch(...answers);
  return { sms: smsTool({ environment, fetch }), sent };
};

describe('sms send', () => {
  test('sends what the options say, under the key of the environment', async () => {
    const { sms, sent } = answering(json(message, 202));
    const args = ['--type', 'otp', '--from', 'ACME', '--validity', '60', '--policy', 'at-least-once'];
    const more = ['--reference', 'r1', '--carrier', 'sns', '--send-at', '2026-12-01T08:00:00Z'];
    const { code, printed, said } = await sms([
      ...['send', '+447700900001', 'Hello', '--idempotency-key', 'once', ...args, ...more],
    ]);
    expect([code, said]).toEqual([0, '']);
    expect(printed).toMatch(/^message +msg_01a2.*\nstatus +accepted\n/);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      ...{ to: '+447700900001', body: 'Hello', type: 'otp', from: 'ACME', validitySeconds: 60 },
      ...{ policy: 'at-least-once', reference: 'r1', carrier: 'sns', sendAt: '2026-12-01T08:00:00Z' },
    });
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer sms_live_secret');
    expect(sent[0]?.headers.get('idempotency-key')).toBe('once');
  });

  test('reads the text that is piped in, and what begins with a hyphen after two', async () => {
    const { sms, sent } = answering(json(message, 202));
    await sms(['send', '+447700900001', '-'], (terminal) => {
      terminal.input = 'From a file\n';
    });
    await sms(['send', '+447700900001', '--', '-5 degrees; rm -rf $HOME']);
    expect(sent.map(({ body }) => JSON.parse(body).body)).toEqual([
      'From a file',
      '-5 degrees; rm -rf $HOME',
    ]);
  });

  test('waits for the end of it, and fails unless it is delivered', async () => {
    const error = { code: 'unreachable_handset', detail: 'The handset was off.' };
    const { sms, sent } = answering(
      json(message, 202),
      json({ ...message, status: 'sent' }),
      json({ ...message, status: 'undelivered', error }),
    );
    const { code, said, terminal } = await sms(['send', '+447700900001', 'Hello', '--wait', '--json']);
    expect([code, sent.length]).toEqual([1, 3]);
    expect(said).toBe(`${messageId} is undelivered: The handset was off.`);
    expect(terminal.json).toMatchObject([{ status: 'undelivered' }]);
  });

  test('says what was refused, with the request to ask about, and exits with 3', async () => {
    const errors = [{ path: 'to', message: 'has letters' }];
    const { sms } = answering(problem('invalid_request', 400, { errors }));
    const { code, said, printed } = await sms(['send', 'nobody', 'Hello']);
    expect([code, printed]).toEqual([3, '']);
    expect(said).toBe('It was refused.\n- to has letters (invalid_request, request request-1=)');
  });

  test.each([
    ['nobody answers', () => new Error('connect ECONNREFUSED')],
    ['its gateway fails', () => new Response('<html>', { status: 502 })],
    ['it fails itself', problem('internal_error', 500)],
  ])('exits with 1 when %s', async (_, answer) => {
    const { code, said } = await answering(answer).sms(['send', '+447700900001', 'Hello']);
    expect(code).toBe(1);
    expect(said).not.toMatch(/ at |secret/);
  });
});

describe('sms list', () => {
  const pages = () =>
    answering(
      json({ messages: [message, { ...message, reference: 'red\u001b[31m\u202egnp' }], nextCursor: 'c' }),
      json({ messages: [{ ...message, to: undefined }] }),
    );

  test('asks for what fits, and shows it in columns that a text of others cannot disturb', async () => {
    const { sms, sent } = pages();
    const { code, printed } = await sms(['list', '--status', 'failed', '--to', '+447700900001', '--all']);
    expect(code).toBe(0);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?to=%2B447700900001&status=failed',
      '?to=%2B447700900001&status=failed&cursor=c',
    ]);
    const lines = printed.split('\n');
    expect(lines).toHaveLength(4);
    expect(new Set(lines.map((line) => line.search(/TYPE|transactional/))).size).toBe(1);
    expect(lines[2]).toMatch(/red\\u001b\[31m\\u202egnp$/);
  });

  test('stops at the limit and says that there is more', async () => {
    const { sms, sent } = pages();
    const { terminal, said } = await sms(['list', '--limit', '2', '--json']);
    expect([terminal.json.length, sent.length]).toEqual([2, 1]);
    expect(said).toContain('--all');
  });
});

test('sms preview exits with 3 where sending would be refused, and says why', async () => {
  const preview = {
    ...{ accepted: false, errors: [{ path: 'to', message: 'is a landline' }], type: 'otp', body: 'Hi' },
    ...{ encoding: 'gsm7', segmentCount: 1, segmentCountEstimated: false, expiresAt: message.expiresAt },
    ...{ segments: [{ text: 'Hi', septets: 2 }], forcingCharacters: [], replacedSurrogates: [] },
  };
  const { code, printed, said } = await answering(json(preview)).sms(['preview', '+441', 'Hi']);
  expect(code).toBe(3);
  expect(printed).toMatch(/1 +2 +Hi$/);
  expect(said).toBe('It would be refused.\n- to is a landline');
});

test('sms status shows every step, sms cancel and sms erase the end', async () => {
  const attempts = [
    ...[{ attemptId: 'a', number: 1, carrier: 'twilio', claimedAt: message.createdAt, result: 'refused' }],
  ];
  const { sms, sent } = answering(
    json({ ...message, attempts }),
    json({ ...message, status: 'canceled' }),
    () => new Response(null, { status: 204 }),
  );
  expect((await sms(['status', messageId])).printed).toMatch(/ATTEMPT +CARRIER[\s\S]*1 +twilio .* refused/);
  expect((await sms(['cancel', messageId])).printed).toMatch(/status +canceled/);
  expect((await sms(['erase', messageId, '--json'])).terminal.json).toEqual([{ messageId, erased: true }]);
  expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'DELETE']);
});

describe('wrong use exits with 2', () => {
  test.each([
    [[], 'Usage: sms'],
    [['fly'], "unknown command 'fly'"],
    [['send', '+447700900001'], "missing required argument 'body'"],
    [['send', '+447700900001', 'a', 'b'], 'too many arguments'],
    [['send', '+447700900001', 'a', '--lane', 'otp'], "unknown option '--lane'"],
    [['send', '+447700900001', 'a', '--type', 'spam'], 'Allowed choices are otp'],
    [['send', '+447700900001', 'a', '--validity', '1e3'], 'whole number from 1 to'],
    [['list', '--limit', '0'], 'whole number from 1 to'],
    [['list', '--status', '__proto__'], 'Allowed choices are'],
    [['dlq', 'redrive', 'otp'], 'or give --all'],
    [['keys', 'create'], "required option '--tenant"],
  ])('%j', async (args, sentence) => {
    const { code, said, printed } = await answering(json({})).sms(args);
    expect([code, printed]).toEqual([2, '']);
    expect(said).toContain(sentence);
  });

  test('but help and the version are no mistake', async () => {
    const sms = smsTool();
    for (const args of [['--help'], ['send', '--help'], ['dlq', 'drop', '--help'], ['--version']]) {
      const { code, said, printed } = await sms(args);
      expect([code, said]).toEqual([0, '']);
      expect(printed).not.toBe('');
    }
  });
});
