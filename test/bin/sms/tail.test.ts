import { describe, expect, test } from 'vitest';
import { smsTool } from '../../support/sms-tool.ts';

const envelope = (n: number, type = 'sms.message.sent') => {
  const data = { messageId: `msg_${n}`, carrier: 'twilio', status: 'sent' };
  const detail = { id: `msg_${n}:1`, type, time: '2026-11-22T10:00:00Z', tenant: 'acme', data };
  return JSON.stringify({ 'detail-type': type, source: 'sms-pipeline', detail });
};
const frame = (data: string, sequence: number): string => `id: ${sequence}\ndata: ${data}\n\n`;

/** A run whose stream comes in these pieces, then ends. */
const running = (...pieces: readonly string[]) => {
  const local = {
    ...{ url: 'http://127.0.0.1:1', apiKey: 'k', awsEndpoint: 'http://127.0.0.1:2' },
    eventsUrl: 'http://127.0.0.1:3/events',
  };
  return smsTool({
    files: { '.sms-local/local.json': JSON.stringify(local) },
    fetch: async () =>
      new Response(ReadableStream.from(pieces.map((text) => new TextEncoder().encode(text)))),
  });
};

describe('sms tail', () => {
  test('shows events as they come, however the stream is cut, and says when the run has ended', async () => {
    const stream = `: connected\n\n${frame(envelope(1), 1)}${frame('{"detail":{}}', 2)}${frame(envelope(2), 3)}`;
    const { code, printed, said } = await running(
      stream.slice(0, 40),
      stream.slice(40, 200),
      stream.slice(200),
    )(['tail']);
    expect(printed.split('\n')).toEqual([
      '2026-11-22T10:00:00Z  sms.message.sent         msg_1  twilio',
      '2026-11-22T10:00:00Z  sms.message.sent         msg_2  twilio',
    ]);
    expect([code, said]).toEqual([1, 'The local run has ended.']);
  });

  test('ends after as many as are wanted, of those that are wanted', async () => {
    const stream = [envelope(1), envelope(2), envelope(2, 'sms.message.delivered'), envelope(2)]
      .map(frame)
      .join('');
    const args = ['--message', 'msg_2', '--type', 'sms.message.delivered', '--count', '1', '--json'];
    const { code, terminal } = await running(stream)(['tail', ...args]);
    expect(code).toBe(0);
    expect(terminal.json).toMatchObject([{ id: 'msg_2:1', type: 'sms.message.delivered' }]);
  });

  test('needs the outputs of a deployed stack', async () => {
    const { code, said } = await smsTool()(['tail', '--url', 'https://sms.example']);
    expect([code, said]).toEqual([2, expect.stringContaining('--outputs FILE')]);
  });
});
