import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { sqsHandler } from '../../../adapters/lambda/sqs-handler.ts';
import { createLog } from '../../../adapters/log/log.ts';
import { Fault } from '../../../core/fault.ts';
import type { Delivery } from '../../../core/ports.ts';
import { FakeDeadLetterNotes } from '../../support/fake-dead-letter-notes.ts';
import { lambdaContext } from '../../support/lambda-context.ts';

const record = (messageId: string, body: string, receiveCount = 1) => ({
  messageId,
  body,
  attributes: { ApproximateReceiveCount: String(receiveCount) },
});

const run = async (
  records: unknown[],
  step: (item: { name: string }, delivery: Delivery) => Promise<void>,
  notes = new FakeDeadLetterNotes(),
) => {
  const lines: string[] = [];
  const handler = sqsHandler(z.object({ name: z.string() }), step, {
    maxReceiveCount: 3,
    notes,
    clock: () => new Date('2026-11-20T10:00:00Z'),
    log: createLog('debug', (line) => lines.push(line)),
  });
  return { response: await handler({ Records: records }, lambdaContext()), logged: lines.join(''), notes };
};

test('gives back only the entries that failed', async () => {
  const { response } = await run(
    [record('1', '{"name":"Ada"}'), record('2', '{"name":"Bob"}'), record('3', '{"name":"Cy"}')],
    async ({ name }) => {
      if (name === 'Bob') throw new Error('no');
    },
  );
  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

test.each(['', 'not json', '{"name":7}', 'null', '[]'])(
  'gives a poison entry back and goes on: %j',
  async (body) => {
    const done: string[] = [];
    const { response } = await run([record('1', body), record('2', '{"name":"Ada"}')], async ({ name }) => {
      done.push(name);
    });
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(done).toEqual(['Ada']);
  },
);

test('never logs what an entry or an error says', async () => {
  const { logged } = await run(
    [record('1', '{"name":"Ada +447700900123"}'), record('2', '+447700900123')],
    async () => {
      throw new Error('failed for +447700900123');
    },
  );
  expect(logged).toContain('"queueEntryId":"1"');
  expect(logged).not.toContain('447700900123');
});

test('tells the step whether the entry came before', async () => {
  const deliveries: Delivery[] = [];
  await run([record('1', '{"name":"Ada"}', 1), record('2', '{"name":"Bob"}', 2)], async (_item, delivery) => {
    deliveries.push(delivery);
  });
  expect(deliveries.map(({ receivedBefore }) => receivedBefore)).toEqual([false, true]);
});

describe('an entry that will not come back', () => {
  const fails = async () => {
    throw new Fault('no message msg_1');
  };

  test('leaves a note that says why, under its own id', async () => {
    const { notes, response, logged } = await run(
      [record('1', '{"name":"Ada"}', 2), record('2', '{"name":"Bob"}', 3)],
      fails,
    );
    expect(Object.fromEntries(notes.notes)).toEqual({
      2: { error: 'Fault', message: 'no message msg_1', at: '2026-11-20T10:00:00.000Z' },
    });
    expect(response.batchItemFailures).toHaveLength(2);
    expect(logged).toMatch(/"level":"error","event":"queue entry given up","queueEntryId":"2"/);
  });

  test('leaves no word of an error that is not ours', async () => {
    const { notes } = await run(
      [record('1', '{"name":7}', 3), record('2', '{"name":"Bob"}', 4)],
      async () => {
        throw new Error('failed for +447700900123');
      },
    );
    expect([...notes.notes.values()].map(({ at: _at, ...said }) => said)).toEqual([
      { error: expect.stringContaining('ZodError') },
      { error: 'Error' },
    ]);
  });

  test('is given back although no note can be made', async () => {
    const notes = new FakeDeadLetterNotes();
    notes.failNext = true;
    const { response, logged } = await run([record('1', '{"name":"Ada"}', 3)], fails, notes);
    expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(logged).toContain('no note of the entry');
  });
});
