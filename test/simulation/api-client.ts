import { ProblemError } from '../../core/problem.ts';
import { aCaller } from '../support/builders.ts';
import { Draws, hashText, mix } from './draws.ts';
import { acceptMessage, invocationFor } from './functions.ts';
import { isForeseen } from './invocation.ts';
import type { PlannedText } from './scenario.ts';
import type { World } from './world.ts';

export const maxTries = 6;

export const recipientOf = ({ recipient }: PlannedText): string =>
  `+44770090${String(recipient).padStart(4, '0')}`;

export const bodyOf = (world: World, text: PlannedText, words: string) => {
  const { lane, validitySeconds, policy, sendAfterSeconds = 0, atMs } = text;
  return {
    to: recipientOf(text),
    body: words,
    type: lane,
    ...(validitySeconds !== undefined && { validitySeconds }),
    ...(policy !== undefined && { policy }),
    ...(sendAfterSeconds > 0 && {
      sendAt: new Date(world.beginsAt + atMs + sendAfterSeconds * 1000).toISOString(),
    }),
  };
};

/**
 * A client that wants a text sent: tries again after a 5xx, and may repeat itself, give up or reuse its key, as clients
 * do.
 */
export const sendText = async (
  world: World,
  text: PlannedText,
  words = text.words,
  tries = 0,
): Promise<void> => {
  const { idempotencyKey, tenant } = text;
  const body = bodyOf(world, text, words);
  const key = mix(hashText(`client ${text.index} ${words}`), tries);
  const invocation = invocationFor(world, 'accept-message', `${text.index} ${words}`, tries);
  const again = (next = words): void => {
    if (tries >= maxTries) return;
    const afterMs = new Draws(key).between(500, 30_000);
    world.time.after(afterMs, () => void sendText(world, text, next, tries + 1));
  };
  const tell = (answer: (typeof world.history.answers)[number]['answer']): void => {
    world.history.answers.push({
      index: text.index,
      idempotencyKey,
      body: JSON.stringify(body),
      at: world.time.now,
      answer,
    });
  };

  try {
    const answer = await acceptMessage(
      world,
      invocation,
    )({ caller: aCaller({ tenant }), idempotencyKey, body });
    if (!invocation.isAlive) return again();
    tell(answer);
    if (idempotencyKey === undefined) return;
    world.time.after(new Draws(key).between(10, 60_000), () => {
      const next = world.strike(key, ['clientReplays', 'clientReusesKey'], answer.message.messageId);
      if (next === 'clientReplays') again();
      if (next === 'clientReusesKey') again(`${words} or another`);
    });
  } catch (error) {
    if (!(error instanceof ProblemError) && !isForeseen(error))
      world.history.violations.push(`accept-message threw: ${error}`);
    if (error instanceof ProblemError) tell({ problem: error.code });
    else if (world.strike(key, ['clientGivesUp'], undefined) === undefined) again();
  }
};
