import { aCaller } from '../support/builders.ts';
import { bodyOf, maxTries } from './api-client.ts';
import { Draws, hashText, mix } from './draws.ts';
import { acceptBatch, invocationFor } from './functions.ts';
import { isForeseen } from './invocation.ts';
import type { PlannedText } from './scenario.ts';
import type { World } from './world.ts';

/** A client that wants several texts sent in one call: repeats the call until each of them has its answer. */
export const sendBatch = async (world: World, texts: readonly PlannedText[], tries = 0): Promise<void> => {
  const [first] = texts;
  if (!first) return;
  const { tenant, atMs } = first;
  const idempotencyKey = `batch-${atMs}`;
  const messages = texts.map((text) => bodyOf(world, text, text.words));
  const invocation = invocationFor(world, 'accept-batch', idempotencyKey, tries);
  const again = (): void => {
    if (tries >= maxTries) return;
    const afterMs = new Draws(mix(hashText(idempotencyKey), tries)).between(500, 30_000);
    world.time.after(afterMs, () => void sendBatch(world, texts, tries + 1));
  };
  const tell = (place: number, answer: (typeof world.history.answers)[number]['answer']): void => {
    world.history.answers.push({
      index: texts[place]?.index ?? 0,
      idempotencyKey: `${idempotencyKey} ${place}`,
      body: JSON.stringify(messages[place]),
      at: world.time.now,
      answer,
    });
  };
  try {
    const answer = await acceptBatch(
      world,
      invocation,
    )({ caller: aCaller({ tenant }), idempotencyKey, body: { messages } });
    if (!invocation.isAlive) return again();
    let isComplete = true;
    for (const [place, result] of answer.body.results.entries()) {
      if ('messageId' in result) tell(place, { message: result, replayed: tries > 0 });
      else if (result.status < 500) tell(place, { problem: result.code });
      else isComplete = false;
    }
    if (!isComplete) again();
  } catch (error) {
    if (!isForeseen(error)) world.history.violations.push(`accept-batch threw: ${error}`);
    again();
  }
};
