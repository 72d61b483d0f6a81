import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageResource } from '../../core/api/message-resource.ts';
import type { Status } from '../../core/status.ts';
import { isFinal } from '../../core/status.ts';
import { eventually } from '../support/eventually.ts';
import { type Pipeline, startPipeline } from '../support/local-pipeline.ts';
import { messageOf } from '../support/pipeline-client.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

type Story = {
  readonly recipient: string;
  readonly outcome: string;
  readonly status: Status;
  readonly error?: string;
  /** The statuses that events told; several where a receipt and the carrier's answer race. */
  readonly told: readonly (readonly Status[])[];
  /** Result of each attempt. */
  readonly attempts?: readonly string[];
  /** Whether the carrier took the text, for each attempt. */
  readonly taken?: readonly number[];
  /** Receipts that the carrier posts. */
  readonly receipts?: readonly string[];
};

const delivered = {
  status: 'delivered',
  told: [['sent', 'delivered']],
  receipts: ['sent', 'delivered'],
} as const;

/** The carrier leaves it open whether it took the text, and its receipts say so before or after we have given up. */
const inDoubtOrNot = [
  ['unknown', 'sent', 'delivered'],
  ['unknown', 'delivered'],
  ['sent', 'delivered'],
] as const;

const throughTwilio: readonly Story[] = [
  { recipient: '+447700900001', outcome: 'delivered', ...delivered },
  {
    recipient: '+447700900002',
    outcome: 'undelivered',
    status: 'undelivered',
    error: 'unreachable_handset',
    told: [['sent', 'undelivered']],
    receipts: ['sent', 'undelivered'],
  },
  {
    recipient: '+447700900003',
    outcome: 'failed, because the carrier rejects it',
    status: 'failed',
    error: 'invalid_destination',
    told: [['failed']],
    attempts: ['refused'],
    taken: [0],
    receipts: [],
  },
  {
    recipient: '+447700900004',
    outcome: 'delivered at the third attempt, after two throttled ones',
    ...delivered,
    attempts: ['refused', 'refused', 'accepted'],
    taken: [0, 0, 1],
  },
  {
    recipient: '+447700900005',
    outcome: 'sent for good, because no final receipt comes',
    status: 'sent',
    told: [['sent']],
    receipts: ['sent'],
  },
  {
    recipient: '+447700900006',
    outcome: 'delivered, though the carrier answered with an error',
    ...delivered,
    told: inDoubtOrNot,
  },
  {
    recipient: '+447700900007',
    outcome: 'unknown and never submitted again, after an error of the carrier',
    status: 'unknown',
    error: 'outcome_unknown',
    told: [['unknown']],
    attempts: ['ambiguous'],
    taken: [0],
    receipts: [],
  },
  {
    recipient: '+447700900008',
    outcome: 'delivered, though the carrier never answers in time',
    ...delivered,
    told: inDoubtOrNot,
  },
  { recipient: '+447700900009', outcome: 'delivered late', ...delivered },
  {
    recipient: '+447700900010',
    outcome: 'delivered once, though the receipt comes twice',
    ...delivered,
    receipts: ['sent', 'delivered', 'delivered'],
  },
  { recipient: '+447700900011', outcome: 'delivered, though the receipts come out of order', ...delivered },
  {
    recipient: '+447700900012',
    outcome: 'delivered, though the receipts are faster than the answer',
    ...delivered,
  },
  {
    recipient: '+447700900013',
    outcome: 'failed without a known reason',
    status: 'failed',
    error: 'unclassified',
    told: [['sent', 'failed']],
    receipts: ['failed'],
  },
  { recipient: '+447911123456', outcome: 'delivered, as to any other number', ...delivered },
];

const deliveredBySns = { ...delivered, receipts: [] } as const;

/** SNS says less: how a text ended, in an English sentence, and nothing in between. */
const throughSns: readonly Story[] = [
  { recipient: '+447700900001', outcome: 'delivered', ...deliveredBySns },
  {
    recipient: '+447700900002',
    outcome: 'undelivered',
    status: 'undelivered',
    error: 'unreachable_handset',
    told: [['sent', 'undelivered']],
  },
  {
    recipient: '+447700900003',
    outcome: 'failed, because SNS refuses the request',
    status: 'failed',
    error: 'invalid_request',
    told: [['failed']],
    attempts: ['refused'],
    taken: [0],
  },
  {
    recipient: '+447700900004',
    outcome: 'delivered at the third attempt, after two throttled ones',
    ...deliveredBySns,
    attempts: ['refused', 'refused', 'accepted'],
    taken: [0, 0, 1],
  },
  { recipient: '+447700900005', outcome: 'sent for good', status: 'sent', told: [['sent']] },
  {
    recipient: '+447700900007',
    outcome: 'unknown and never submitted again',
    status: 'unknown',
    error: 'outcome_unknown',
    told: [['unknown']],
    attempts: ['ambiguous'],
    taken: [0],
  },
  {
    recipient: '+447700900013',
    outcome: 'undelivered without a known reason',
    status: 'undelivered',
    error: 'unclassified',
    told: [['sent', 'undelivered']],
  },
];

/** The carrier's side: each attempt once on the wire, each text at most once on the handset. */
const submitsOf = async (carrier: string, { messageId, to }: MessageResource) =>
  (await pipeline.ledger()).filter((entry) =>
    carrier === 'sns'
      ? entry.carrier === 'sns' && entry.recipient === to
      : messageOf(entry.token) === messageId,
  );

/** Receipts that our webhook took. A carrier whose patience ended posts one again, so there may be more of the same. */
const answeredOf = (submits: Awaited<ReturnType<typeof submitsOf>>): string[] =>
  submits.flatMap(({ receipts }) =>
    receipts.filter(({ answer }) => answer === 204).map(({ status }) => status),
  );

const checkStory = async (carrier: string, story: Story): Promise<void> => {
  const { attempts = ['accepted'], taken = [1] } = story;
  const accepted = await pipeline.send({ to: story.recipient, body: `A text to ${story.outcome}`, carrier });
  expect(accepted).toMatchObject({ status: 'accepted', carrier, attempts: [] });
  const { messageId } = accepted;

  const told = () => pipeline.events.of(messageId).map(({ data }) => data.status);

  await eventually(async () => {
    const submits = await submitsOf(carrier, accepted);
    expect(submits).toHaveLength(attempts.length);
    expect(answeredOf(submits)).toEqual(expect.arrayContaining([...(story.receipts ?? [])]));
    expect(answeredOf(submits).length).toBeGreaterThanOrEqual(story.receipts?.length ?? 0);
    const { status, timeline } = await pipeline.find(messageId);
    expect(status).toBe(story.status);
    expect(['accepted', ...told()]).toEqual(timeline.map((entry) => entry.status));
  });

  const message = await pipeline.find(messageId);
  expect(message.error?.code).toBe(story.error);
  expect(message.attempts.map(({ result }) => result)).toEqual(attempts);
  expect(story.told).toContainEqual(told());
  expect(message.timeline.map(({ version }) => version)).toEqual(message.timeline.map((_, i) => i));
  expect(isFinal(message.status)).toBe(story.status !== 'sent');

  const events = pipeline.events.of(messageId);
  expect(events.map(({ data }) => data.version)).toEqual(events.map((_, i) => i + 1));
  expect(events.map(({ id }) => id)).toEqual(events.map((_, i) => `${messageId}:${i + 1}`));
  expect(events.map(({ type }) => type)).toEqual(told().map((status) => `sms.message.${status}`));
  expect(JSON.stringify(events)).not.toContain(story.recipient.slice(1));
  expect(JSON.stringify(events)).not.toContain('A text to');

  const submits = await submitsOf(carrier, accepted);
  expect(submits.map((entry) => [entry.submits, entry.taken])).toEqual(taken.map((count) => [1, count]));
  expect(new Set(answeredOf(submits))).toEqual(new Set(story.receipts ?? []));
};

describe.concurrent('a text through Twilio', () => {
  for (const story of throughTwilio) {
    test(`to ${story.recipient} is ${story.outcome}`, () => checkStory('twilio', story));
  }
});

describe.concurrent('a text through SNS', () => {
  for (const story of throughSns) {
    test(`to ${story.recipient} is ${story.outcome}`, () => checkStory('sns', story));
  }
});

describe.concurrent('a text', () => {
  for (const type of ['otp', 'transactional', 'promotional']) {
    test(`is delivered through the lane of ${type} texts`, async () => {
      const { messageId } = await pipeline.send({ to: '+447700900020', body: `A text by ${type}`, type });
      await eventually(() => {
        expect(pipeline.events.of(messageId).map(({ data }) => data.status)).toEqual(['sent', 'delivered']);
      });
      expect(pipeline.events.of(messageId).map(({ data }) => data.type)).toEqual([type, type]);
    });
  }

  test('keeps metadata under any name, even one that JavaScript uses itself', async () => {
    const metadata = { constructor: 'a', toString: 'b', 'größe 😀': 'c' };
    const { messageId } = await pipeline.send({ to: '+447700900021', body: 'With metadata', metadata });
    expect((await pipeline.find(messageId)).metadata).toEqual(metadata);
  });

  test('expires instead of being submitted once its validity has passed', async () => {
    const { messageId } = await pipeline.send({
      to: '+447700900004',
      body: 'Throttled past its second',
      validitySeconds: 1,
    });
    await eventually(async () => {
      expect((await pipeline.find(messageId)).status).toBe('expired');
    });
    const submits = (await pipeline.ledger()).filter(({ token }) => messageOf(token) === messageId);
    expect(submits.map(({ taken }) => taken)).not.toContain(1);
  });
});
