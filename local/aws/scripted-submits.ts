import { randomUUID } from 'node:crypto';
import type { CloudContext } from '../resource.ts';
import { atomically } from '../state/atomically.ts';
import { AwsError } from './aws-error.ts';
import type { DeliveryScript, Receipt, ScriptedText, ScriptFor } from './delivery-script.ts';

/** How a service says no. */
export type Refusals = Readonly<Record<'throttle' | 'serverError', () => AwsError>> & {
  readonly reject: (failure: string | undefined) => AwsError;
};

type Submit = {
  readonly text: ScriptedText;
  /** Writes down what is to be reported later. Called only for a text that goes out, within one transaction. */
  readonly schedule: (messageId: string, receipts: readonly Receipt[]) => void;
  readonly signal: AbortSignal | undefined;
};

const isTaken = ({ submit, takenAnyway = false }: DeliveryScript): boolean =>
  submit === 'accept' || takenAnyway;

/** Until the caller's patience ends: its deadline is what such a script is there to test. */
const hangUp = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => signal?.addEventListener('abort', () => resolve()));

/** Submits to a service of texts by the script of the recipient; gives the message id or throws the refusal. */
export const createScriptedSubmits =
  ({ store, clock }: Pick<CloudContext, 'store' | 'clock'>, scriptFor: ScriptFor, refusals: Refusals) =>
  async ({ text, schedule, signal }: Submit): Promise<string> => {
    const messageId = randomUUID();
    const script = atomically(store, () => {
      const asked = scriptFor(text);
      if (isTaken(asked)) {
        asked.onTaken?.(messageId);
        schedule(messageId, asked.receipts);
      }
      return asked;
    });
    const { submit, failure, answerAfterMs = 0 } = script;
    if (submit === 'timeout') {
      await hangUp(signal);
      throw new AwsError('InternalError', 'The caller has gone', { status: 500 });
    }
    if (submit === 'reject') throw refusals.reject(failure);
    if (submit !== 'accept') throw refusals[submit]();
    if (answerAfterMs > 0) {
      await new Promise<void>((resolve) => clock.at(clock.now() + answerAfterMs, resolve));
    }
    return messageId;
  };
