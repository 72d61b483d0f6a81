import type { CloudContext } from '../../resource.ts';
import { AwsError } from '../aws-error.ts';
import type { AwsApi, Members } from '../call.ts';
import type { Ticker } from '../scheduler/ticker.ts';
import type { EventBus } from './bus.ts';

/** What the handlers of EventBridge's resources share. `mirror` is set when another emulator must know them too. */
export type EventsParts = Pick<CloudContext, 'accountId' | 'region' | 'clock'> & {
  readonly bus: EventBus;
  readonly ticker: Ticker;
  readonly mirror: AwsApi | undefined;
};

/** Makes the resource in the other emulator too, where it may be from an earlier run. */
export const inMirror = async ({ mirror }: EventsParts, action: string, input: Members): Promise<void> => {
  try {
    await mirror?.('events', action, input);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
};
