import { ProblemError } from '../../core/problem.ts';
import { recipientOf } from './api-client.ts';
import { cancelMessage, invocationFor, recordOptOut } from './functions.ts';
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

/** A client cancels its text, if it knows by then how the text is called. */
export const cancelText = async (world: World, { index, tenant }: PlannedText): Promise<void> => {
  const known = world.history.answers.flatMap(({ index: of, answer }) =>
    of === index && 'message' in answer ? [answer.message.messageId] : [],
  );
  const [messageId] = known;
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
    () => world.history.withdrawals.push({ kind: 'optOut', tenant, recipient, at: world.time.now }),
  );
};
