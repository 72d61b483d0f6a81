import type { MessageId } from '../../core/ids.ts';
import { ProblemError } from '../../core/problem.ts';
import { recipientOf } from './api-client.ts';
import { cancelMessage, eraseContent, hashOf, invocationFor, recordOptOut } from './functions.ts';
import { type Invocation, isForeseen } from './invocation.ts';
import type { PlannedText } from './scenario.ts';
import type { World } from './world.ts';

const maxTries = 5;
const pauseMs = 5_000;

/** Asks until there is an answer. */
const insist = async <T>(
  world: World,
  name: string,
  what: string,
  ask: (invocation: Invocation) => Promise<T>,
  granted: (answer: T) => void,
  tries = 0,
): Promise<void> => {
  const invocation = invocationFor(world, name, what, tries);
  try {
    const answer = await ask(invocation);
    if (invocation.isAlive) return granted(answer);
  } catch (error) {
    if (error instanceof ProblemError) return;
    if (!isForeseen(error)) world.history.violations.push(`${name} threw: ${error}`);
  }
  if (tries < maxTries)
    world.time.after(pauseMs, () => void insist(world, name, what, ask, granted, tries + 1));
};

/** How a client's text is called, if it knows by then. */
const idOf = ({ history }: World, { index }: PlannedText): MessageId | undefined =>
  history.answers.flatMap(({ index: of, answer }) =>
    of === index && 'message' in answer ? [answer.message.messageId] : [],
  )[0];

/** How long a client waits until it wants its text erased again, in milliseconds: it may take a day's validity. */
const patience = [20_000, 300_000, 90_000_000] as const;

/** What the clocks of two functions may differ by, in milliseconds. */
const leewayMs = 10_000;

const isWorthSending = ({ messages, time }: World, messageId: MessageId): boolean =>
  time.now + leewayMs < Date.parse(String(messages.items.get(messageId)?.expiresAt));

/** A client has the content of its text erased, as soon as that is allowed. */
export const eraseText = async (world: World, text: PlannedText, asked = 0): Promise<void> => {
  const messageId = idOf(world, text);
  if (messageId === undefined) return;
  const name = `${messageId} ${asked}`;
  let isErased = false;
  await insist(
    world,
    'erase-content',
    name,
    (invocation) => eraseContent(world, invocation)(text.tenant, messageId),
    () => {
      isErased = true;
      const status = world.statusOf(messageId);
      if (status === 'unknown' && isWorthSending(world, messageId))
        world.history.violations.push(`${messageId}: erased while another submit might settle it`);
      world.history.withdrawals.push({ kind: 'erase', messageId, at: world.time.now });
    },
  );
  const afterMs = patience[asked];
  if (!isErased && afterMs !== undefined)
    world.time.after(afterMs, () => void eraseText(world, text, asked + 1));
};

/** A client cancels its text. */
export const cancelText = async (world: World, text: PlannedText): Promise<void> => {
  const { tenant } = text;
  const messageId = idOf(world, text);
  if (messageId === undefined) return;
  await insist(
    world,
    'cancel-message',
    messageId,
    (invocation) => cancelMessage(world, invocation)(tenant, messageId),
    () => world.history.withdrawals.push({ kind: 'cancel', messageId, at: world.time.now }),
  );
};

/** Somebody tells us that a recipient wants no more texts of a tenant. */
export const optOut = async (world: World, text: PlannedText): Promise<void> => {
  const recipient = recipientOf(text);
  const { tenant, index } = text;
  await insist(
    world,
    'manage-opt-outs',
    `${index} ${recipient}`,
    (invocation) => recordOptOut(world, invocation)(tenant, recipient),
    () =>
      world.history.withdrawals.push({
        kind: 'optOut',
        tenant,
        recipientHash: hashOf(recipient),
        at: world.time.now,
      }),
  );
};
