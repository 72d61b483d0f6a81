import { meetsServerError, type SubmitScript, wholeText } from '../../core/scripted-outcomes.ts';
import type { DeliveryScript, ScriptFor } from '../aws/delivery-script.ts';
import type { Clock } from '../clock.ts';
import type { Ledger } from './ledger.ts';
import { scriptFor } from './scripts.ts';

type Submit = Omit<DeliveryScript, 'receipts' | 'onTaken'>;

/** Longer than any submit waits. */
const longestWaitMs = 10_000;

const submitOf = (script: SubmitScript, submit: number): Submit => {
  switch (script.kind) {
    case 'accept':
      return script.answerAfterMs > longestWaitMs
        ? { submit: 'timeout', takenAnyway: true }
        : { submit: 'accept', answerAfterMs: script.answerAfterMs };
    case 'throttle':
      return { submit: submit <= script.times ? 'throttle' : 'accept' };
    case 'reject':
      return { submit: 'reject', failure: script.failure };
    case 'serverError':
      return meetsServerError(script, submit)
        ? { submit: 'serverError', takenAnyway: script.taken }
        : { submit: 'accept' };
  }
};

/** What AWS's services do with a text, by the same recipients and in the same ledger as the other carriers. */
export const createAwsScripts =
  ({ ledger, clock, seed }: { ledger: Ledger; clock: Clock; seed: number }): ScriptFor =>
  ({ body, ...text }) => {
    const { sequence, n, submit } = ledger.record({ ...text, text: body, at: clock.now() });
    const script = scriptFor(text.recipient, { seed, n });
    return {
      ...submitOf(script.submit, submit),
      receipts: script.unreported ? [] : script.receipts.filter(wholeText),
      onTaken: (messageId) => ledger.take(sequence, messageId),
    };
  };
