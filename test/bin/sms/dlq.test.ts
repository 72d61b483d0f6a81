import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, test as plain } from 'vitest';
import { type DeadLetterStack, startDeadLetterStack } from '../../support/dead-letter-stack.ts';

// Each on a stack of its own, and all at once: they wait for empty queues, as SQS has them.
const test = plain.extend<{ stack: DeadLetterStack }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of what a fixture needs
  stack: async ({}, use) => {
    const stack = await startDeadLetterStack();
    await use(stack);
    await stack.stop();
  },
});

const messageIdOf = (n: number): string => `msg_${String(n).padStart(32, '0')}`;
const entry = (n: number) => ({ messageId: messageIdOf(n), tenant: 'acme' });

const noteOf = (stack: DeadLetterStack, entryId: string, fields: Readonly<Record<string, string>>) => {
  const noted = Object.entries(fields).map(([name, S]) => [name, { S }]);
  const Item = { pk: { S: `dead-letter#${entryId}` }, ...Object.fromEntries(noted) };
  return stack.dynamoDb.send(new PutItemCommand({ TableName: 'Statuses', Item }));
};
const listed = async (stack: DeadLetterStack) => (await stack.sms(['dlq', 'list', '--json'])).terminal.json;

describe.concurrent('sms dlq list', () => {
  test('counts the entries of each queue, and leaves them where they are', async ({ stack, expect }) => {
    expect(await listed(stack)).toEqual([{ queue: 'otp', count: 0 }]);
    await stack.giveUp(entry(1), entry(2));
    const { code, printed } = await stack.sms(['dlq', 'list']);
    expect([code, printed]).toEqual([0, 'QUEUE  ENTRIES  OLDEST\notp    2        3 h']);
    expect(await listed(stack)).toMatchObject([{ queue: 'otp', count: 2, exact: true }]);
  });
});

describe.concurrent('sms dlq show', () => {
  test('says whose entry it is and why it was given up, and nothing else that is in it', async ({
    stack,
    expect,
  }) => {
    const [, second = ''] = await stack.giveUp(
      { ...entry(1), to: '+447700900123' },
      entry(2),
      '+447700900123',
    );
    await noteOf(stack, second, { error: 'Fault', message: 'no message', at: '2026-11-22T10:00:00.000Z' });
    const { code, printed } = await stack.sms(['dlq', 'show', 'otp']);
    expect(code).toBe(0);
    expect(printed).toMatch(new RegExp(`${messageIdOf(1)} .* no error: its function crashed`));
    expect(printed).toMatch(new RegExp(`${second} +${messageIdOf(2)} +3 h +2026.* Fault: no message`));
    expect(printed).toMatch(/ unreadable$/m);
    expect(printed).not.toContain('447700900123');
    expect(await listed(stack)).toMatchObject([{ count: 3 }]);
  });

  test('finds the entry of a message among many', async ({ stack, expect }) => {
    await stack.giveUp(...Array.from({ length: 25 }, (_, i) => entry(i)));
    const { terminal } = await stack.sms(['dlq', 'show', 'otp', messageIdOf(23), '--json']);
    expect(terminal.json).toMatchObject([{ messageId: messageIdOf(23) }]);
    const all = await stack.sms(['dlq', 'show', 'otp', '--json', '--limit', '24']);
    expect(all.terminal.json).toHaveLength(24);
  });

  test('names the queues that there are', async ({ stack, expect }) => {
    const { code, said } = await stack.sms(['dlq', 'show', 'opt']);
    expect([code, said]).toEqual([2, 'There is no queue opt. There are otp.']);
  });
});

describe.concurrent('sms dlq redrive', () => {
  test('puts all back, and says how many', async ({ stack, expect }) => {
    await stack.giveUp(entry(1), entry(2), entry(3));
    const { code, printed } = await stack.sms(['dlq', 'redrive', 'otp', '--all', '--rate', '10']);
    expect([code, printed]).toEqual([0, '3 entries are back in otp.']);
    expect((await stack.working()).sort()).toEqual([1, 2, 3].map((n) => JSON.stringify(entry(n))));
  });

  test('says of each redrive what it moved, not what the one before did', async ({ stack, expect }) => {
    const redrive = async () => (await stack.sms(['dlq', 'redrive', 'otp', '--all', '--json'])).terminal.json;
    await stack.giveUp(entry(1), entry(2));
    expect(await redrive()).toEqual([{ queue: 'otp', redriven: 2 }]);
    await stack.giveUp(entry(3));
    expect(await redrive()).toEqual([{ queue: 'otp', redriven: 3 }]);
  });

  test('puts one back that is named, with its group, and leaves the others', async ({ stack, expect }) => {
    const [first = ''] = await stack.giveUp(entry(1), entry(2));
    const { code, said } = await stack.sms(['dlq', 'redrive', 'otp', first, messageIdOf(9)]);
    expect([code, said]).toEqual([1, `Not in the queue: ${messageIdOf(9)}`]);
    expect(await stack.working()).toEqual([JSON.stringify(entry(1))]);
    expect(await listed(stack)).toMatchObject([{ count: 1 }]);
  });
});

describe.concurrent('sms dlq drop', () => {
  test('asks first, and drops nothing where nobody says yes or can be asked', async ({ stack, expect }) => {
    await stack.giveUp(entry(1), entry(2));
    const refused = await stack.sms(['dlq', 'drop', 'otp', '--all'], (terminal) => {
      terminal.answer = 'n';
    });
    expect(refused.code).toBe(1);
    expect(refused.terminal.asked).toEqual([
      'Drop all 2 entries of otp in the local run in .sms-local for good? [y/N]',
    ]);
    const alone = await stack.sms(['dlq', 'drop', 'otp', '--all']);
    expect([alone.code, alone.said]).toEqual([2, 'Nobody can be asked here: give --yes to drop them.']);
    expect(await listed(stack)).toMatchObject([{ count: 2 }]);
  });

  test('drops what is named, and remembers that it did', async ({ stack, expect }) => {
    const [first = ''] = await stack.giveUp(entry(1), entry(2));
    const { code, printed } = await stack.sms(['dlq', 'drop', 'otp', messageIdOf(1)], (terminal) => {
      terminal.answer = 'y';
    });
    expect([code, printed]).toEqual([0, `${first} is dropped.`]);
    expect(await listed(stack)).toMatchObject([{ count: 1 }]);
    const { code: missing, said } = await stack.sms(['dlq', 'show', 'otp', first]);
    expect(missing).toBe(1);
    expect(said).toMatch(new RegExp(`^${first} was dropped 20`));
  });

  test('drops all without a question when told so', async ({ stack, expect }) => {
    await stack.giveUp(...Array.from({ length: 12 }, (_, i) => entry(i)));
    const { code, terminal } = await stack.sms(['dlq', 'drop', 'otp', '--all', '--yes', '--json']);
    expect([code, terminal.json.length]).toEqual([0, 12]);
    expect(await listed(stack)).toEqual([{ queue: 'otp', count: 0 }]);
  });
});
