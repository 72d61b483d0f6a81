import type { Message } from '../../client/api-types.ts';
import type { SmsClient } from '../../client/sms-client.ts';
import { CommandFailed } from './exit-code.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Waits until a message is final.
 * @throws CommandFailed when that takes longer than the seconds.
 */
export const awaitFinal = async (
  client: SmsClient,
  messageId: string,
  seconds: number,
  { signal, terminal }: Pick<Surroundings, 'signal' | 'terminal'>,
): Promise<Message> => {
  const patience = AbortSignal.timeout(seconds * 1000);
  terminal.progress(`Waiting for ${messageId} …`);
  try {
    return await client.waitForFinal(messageId, { signal: AbortSignal.any([signal, patience]) });
  } catch (error) {
    if (!patience.aborted || signal.aborted) throw error;
    throw new CommandFailed(`${messageId} was not final after ${seconds} s: sms status ${messageId}`);
  }
};

/** @throws CommandFailed unless the text arrived. */
export const mustBeDelivered = ({ messageId, status, error }: Message): void => {
  if (status !== 'delivered')
    throw new CommandFailed(`${messageId} is ${status}${error ? `: ${error.detail}` : ''}`);
};
