import { expect, test } from 'vitest';
import type { MessageId } from '../../core/ids.ts';
import { Pacing } from '../../core/pacing/pacing.ts';
import { aMessage } from '../support/builders.ts';
import { pacedSenders, seeded } from '../support/paced-senders.ts';

const rate = 50;
/** What all may run ahead by, and a campaign: less than a batch of ten texts of 1 to 3 segments. */
const burst = 20;
const burstOfCampaign = 12;

const idOf = (i: number): MessageId => `msg_${i.toString(16).padStart(32, '0')}`;

/** The most segments that were submitted in any second, wherever it begins. */
const busiestSecond = (submits: readonly { readonly at: number; readonly segments: number }[]): number => {
  let begin = 0;
  let sum = 0;
  return submits.reduce((most, { at, segments }) => {
    sum += segments;
    for (; (submits[begin]?.at ?? at) <= at - 1000; begin += 1) sum -= submits[begin]?.segments ?? 0;
    return Math.max(most, sum);
  }, 0);
};

const campaignOf = async (count: number) => {
  const senders = pacedSenders(Pacing.parse({ twilio: { segmentsPerSecond: rate } }), 4);
  const random = seeded(7);
  const segmentsOf = new Map(
    Array.from({ length: count }, (_, i) => [idOf(i), 1 + Math.floor(3 * random())] as const),
  );
  for (const [messageId, segmentCount] of segmentsOf) {
    await senders.messages.add(aMessage({ messageId, segmentCount, lane: 'promotional' }));
    await senders.lane.enqueue({ messageId, tenant: 'acme' });
  }
  const sent = () =>
    senders.submits.map(({ at, messageId }) => ({ at, segments: segmentsOf.get(messageId) ?? 1 }));
  return { ...senders, segmentsOf, sent };
};

test('5,000 messages at 50 segments a second through four senders keep to it, and all end', async () => {
  const { drain, lane, limiters, segmentsOf, sent, statuses } = await campaignOf(5_000);
  const seconds = await drain(3_600);

  const total = [...segmentsOf.values()].reduce((sum, segments) => sum + segments, 0);
  expect(lane.isEmpty).toBe(true);
  expect(lane.deadLetters).toEqual([]);
  expect(sent()).toHaveLength(5_000);
  expect(busiestSecond(sent())).toBeLessThanOrEqual(rate + burstOfCampaign);
  expect(total / seconds).toBeGreaterThan(0.85 * rate);
  expect(lane.entries.length).toBeLessThan(4 * 5_000);
  expect(limiters.writes).toBeLessThan(1.5 * 5_000);
  for (const messageId of segmentsOf.keys())
    expect(statuses.stateOf(messageId)).toMatchObject({ status: 'sent', attemptCount: 1 });
});

test('codes of the same sender pass at once all the while, within its rate', async () => {
  const { codes, drain, messages, sendCode, sent, statuses } = await campaignOf(1_000);
  const sentCodes: MessageId[] = [];
  let rounds = 0;
  await drain(3_600, async () => {
    rounds += 1;
    if (rounds % 20 !== 0) return;
    const messageId = idOf(1_000_000 + rounds);
    await messages.add(aMessage({ messageId, lane: 'otp' }));
    await sendCode(messageId);
    sentCodes.push(messageId);
  });

  expect(sentCodes.length).toBeGreaterThan(50);
  expect(codes.entries).toEqual([]);
  for (const messageId of sentCodes) expect(statuses.stateOf(messageId).status).toBe('sent');
  expect(busiestSecond(sent())).toBeLessThanOrEqual(rate + burst);
});
