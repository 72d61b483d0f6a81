import { expect, test } from 'vitest';
import { openCarrier } from '../../../../adapters/carriers/sandbox/submitter.ts';
import { attemptIdOf } from '../../../../core/ids.ts';
import type { ScheduledReceipt } from '../../../../core/ports.ts';
import { Receipt } from '../../../../core/receipt.ts';
import { scripts } from '../../../../core/scripted-outcomes.ts';
import { carrierDeps } from '../../../support/carrier-deps.ts';
import { submitRequest } from '../../../support/submit-request.ts';

const setUp = ({ refuses = false } = {}) => {
  const scheduled: ScheduledReceipt[] = [];
  const receipts = {
    schedule: async (entries: readonly ScheduledReceipt[]) => {
      if (refuses) throw new Error('the queue is down');
      scheduled.push(...entries);
    },
  };
  const now = () => new Date('2026-11-22T10:00:00Z');
  return { carrier: openCarrier({}, carrierDeps({ receipts, now })), scheduled };
};

/** The receipts of a text to a number that ends in these digits: what they say, and after how many seconds. */
const storyOf = async (lastDigits: string) => {
  const { carrier, scheduled } = setUp();
  await carrier.submit(submitRequest({ recipient: `+447700900${lastDigits}`, deadlineMs: 700 }));
  return scheduled.map(({ receipt, delaySeconds }) => `${receipt.status} ${delaySeconds}`);
};

test.each([
  ['001', ['sent 0', 'delivered 1']],
  ['002', ['sent 0', 'undelivered 1']],
  ['003', []],
  ['004', []],
  ['005', ['sent 0']],
  ['006', ['sent 0', 'delivered 1']],
  ['007', []],
  ['008', ['sent 0', 'delivered 0']],
  ['009', ['sent 0', 'delivered 10']],
  ['010', ['sent 0', 'delivered 1', 'delivered 2']],
  ['011', ['delivered 0', 'sent 1']],
  ['012', ['sent 0', 'delivered 0']],
  ['013', ['failed 0']],
  ['500', ['sent 0', 'delivered 1']],
])('tells of a text to …%s by %j', async (lastDigits, story) => {
  expect(await storyOf(lastDigits)).toEqual(story);
});

test('puts the attempt, the reason and the evidence into receipts that the queue takes', async () => {
  const { carrier, scheduled } = setUp();
  const request = submitRequest({ recipient: '+447700900002' });
  const outcome = await carrier.submit(request);
  expect(outcome).toMatchObject({ ok: true, value: { carrierMessageId: `sandbox_${request.attemptId}` } });
  expect(scheduled.map(({ receipt }) => Receipt.parse(receipt))).toEqual([
    {
      carrier: 'sandbox',
      carrierMessageId: `sandbox_${request.attemptId}`,
      attemptId: request.attemptId,
      status: 'sent',
      receivedAt: '2026-11-22T10:00:00.000Z',
    },
    {
      carrier: 'sandbox',
      carrierMessageId: `sandbox_${request.attemptId}`,
      attemptId: request.attemptId,
      status: 'undelivered',
      failureCode: 'unreachable_handset',
      receivedAt: '2026-11-22T10:00:01.000Z',
    },
  ]);
});

test('throttles the first two attempts of each text and takes the third', async () => {
  const { carrier, scheduled } = setUp();
  const { messageId } = submitRequest();
  const submit = (attempt: number) =>
    carrier.submit(
      submitRequest({ messageId, attemptId: attemptIdOf(messageId, attempt), recipient: '+447700900004' }),
    );
  const throttled = { failure: { kind: 'temporary', code: 'throttled', retryAfterSeconds: 1 } };
  expect([await submit(1), await submit(2)]).toMatchObject([throttled, throttled]);
  expect(scheduled).toEqual([]);
  expect(await submit(3)).toMatchObject({ ok: true });
});

test('never says yes when the receipts cannot be queued', async () => {
  const { carrier } = setUp({ refuses: true });
  expect(await carrier.submit(submitRequest())).toMatchObject({ failure: { kind: 'ambiguous' } });
});

test('keeps every delay within what SQS takes', async () => {
  for (const recipient of Object.keys(scripts)) {
    const { carrier, scheduled } = setUp();
    await carrier.submit(submitRequest({ recipient, deadlineMs: 700 }));
    for (const { delaySeconds } of scheduled) expect(delaySeconds).toBeLessThanOrEqual(900);
  }
});
