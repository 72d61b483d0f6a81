import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver, startSimulator } from '../../support/simulator.ts';
import { ledgerOf, postText } from '../../support/twilio-wire.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const play = async (last: string, wanted: number) => {
  const receiver = await startReceiver();
  const startedAt = Date.now();
  const answer = await postText(simulator.url, `+447700900${last}`, `${receiver.url}/cb`);
  const answeredAt = Date.now();
  await expect.poll(() => receiver.posted.length, { timeout: 3000 }).toBe(wanted);
  await receiver.stop();
  return {
    status: answer.status,
    statuses: receiver.statuses(),
    receiptTimes: receiver.posted.map(({ at }) => at - startedAt),
    answerTime: answeredAt - startedAt,
  };
};

test('delivers a text to an unscripted number', async () => {
  expect(await play('500', 2)).toMatchObject({ status: 201, statuses: ['sent', 'delivered'] });
});

test('refuses the first two submits of a text with a wait, each text by itself', async () => {
  const receiver = await startReceiver();
  const submit = (message: string, attempt: number) =>
    postText(simulator.url, '+447700900004', `${receiver.url}/att_${message.repeat(32)}_${attempt}`);
  const answers = [await submit('a', 1), await submit('a', 2), await submit('b', 1), await submit('a', 3)];
  expect(answers.map(({ status }) => status)).toEqual([429, 429, 429, 201]);
  expect(answers[0]?.headers.get('retry-after')).toBe('1');
  await expect.poll(() => receiver.statuses(), { timeout: 2000 }).toEqual(['sent', 'delivered']);
  await receiver.stop();
});

test('never gives a final receipt', async () => {
  expect(await play('005', 1)).toMatchObject({ status: 201, statuses: ['sent'] });
});

test('takes the text and still answers with a server error', async () => {
  expect(await play('006', 2)).toMatchObject({ status: 500, statuses: ['sent', 'delivered'] });
});

test('does not take the text and answers with a server error', async () => {
  expect(await play('007', 0)).toMatchObject({ status: 500 });
  const entry = (await ledgerOf(simulator.url)).find(({ recipient }) => recipient === '+447700900007');
  expect(entry).toMatchObject({ submits: 1, taken: 0, carrierMessageId: null, receipts: [] });
});

test('gives the receipt twice', async () => {
  expect((await play('010', 3)).statuses).toEqual(['sent', 'delivered', 'delivered']);
});

test('gives a receipt that contradicts the one before', async () => {
  expect((await play('014', 3)).statuses).toEqual(['sent', 'delivered', 'undelivered']);
});

test('gives the receipts out of order', async () => {
  expect((await play('011', 2)).statuses).toEqual(['delivered', 'sent']);
});

test('gives the receipts before the answer', async () => {
  const { receiptTimes, answerTime, status } = await play('012', 2);
  expect(status).toBe(201);
  expect(Math.max(...receiptTimes)).toBeLessThan(answerTime);
});

test('gives a failed receipt', async () => {
  expect((await play('013', 1)).statuses).toEqual(['failed']);
});

test('repeats a receipt that was refused, as often as its URL asks', async () => {
  let refusals = 3;
  const receiver = await startReceiver(() => {
    refusals -= 1;
    return refusals < 0 ? 204 : 500;
  });
  await postText(simulator.url, '+447700900013', `${receiver.url}/cb#rc=5&rp=all`);
  await expect.poll(() => receiver.posted.length, { timeout: 5000 }).toBe(4);
  await receiver.stop();
});

test('does not repeat a refused receipt whose URL does not ask for it', async () => {
  const receiver = await startReceiver(() => 500);
  await postText(simulator.url, '+447700900013', `${receiver.url}/cb`);
  await expect.poll(() => receiver.posted.length, { timeout: 2000 }).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(receiver.posted).toHaveLength(1);
  await receiver.stop();
});
