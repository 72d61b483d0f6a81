import { ProblemError } from '../../core/problem.ts';
import { invocationFor, receiveWebhook } from './functions.ts';
import { isForeseen } from './invocation.ts';
import { bodyOf, type Posting } from './posting.ts';
import type { World } from './world.ts';

/** When a carrier that got no 2xx comes again, in milliseconds; after that it gives the receipt up. */
const patience = [1_000, 10_000, 60_000, 300_000] as const;

/** Posts a receipt to our webhook until it is taken over, refused, or the carrier is tired of it. */
export const postReceipt = async (world: World, posting: Posting, tries = 0): Promise<void> => {
  const { receipt, signed, messageId } = posting;
  const text = bodyOf(posting);
  const invocation = invocationFor(world, 'receive-webhook', text, tries, messageId);
  const again = (): void => {
    const afterMs = patience[tries];
    if (afterMs !== undefined) world.time.after(afterMs, () => void postReceipt(world, posting, tries + 1));
  };
  try {
    await receiveWebhook(
      world,
      invocation,
    )({
      carrier: receipt.carrier,
      token: 'token',
      method: 'POST',
      path: '/v1/webhooks',
      query: '',
      headers: {},
      body: new TextEncoder().encode(text),
    });
    if (invocation.isAlive) world.history.acknowledged.push({ receipt, messageId });
    else again();
  } catch (error) {
    if (!(error instanceof ProblemError) && !isForeseen(error))
      world.history.violations.push(`receive-webhook threw: ${error}`);
    if (!(error instanceof ProblemError)) again();
    else if (signed) world.history.violations.push(`a signed receipt was refused: ${error.code}`);
  }
};
