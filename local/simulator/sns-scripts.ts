import type { DeliveryScript, ScriptFor } from '../aws/sns/delivery-script.ts';
import type { Clock } from '../clock.ts';
import type { Ledger } from './ledger.ts';
import { type SubmitScript, scriptFor } from './scripts.ts';

const submitOf = (script: SubmitScript, submit: number): DeliveryScript['submit'] => {
  switch (script.kind) {
    case 'accept':
      return script.answerAfterMs > 10_000 ? 'timeout' : 'accept';
    case 'throttle':
      return submit <= script.times ? 'throttle' : 'accept';
    case 'reject':
    case 'serverError':
      return script.kind;
  }
};

/** What SNS does with a text, by the same recipients and in the same ledger as the other carriers. */
export const createSnsScripts =
  ({ ledger, clock, seed }: { ledger: Ledger; clock: Clock; seed: number }): ScriptFor =>
  ({ recipient, body }) => {
    const { sequence, n, submit } = ledger.record({ carrier: 'sns', recipient, text: body, at: clock.now() });
    const script = scriptFor(recipient, { seed, n });
    return {
      submit: submitOf(script.submit, submit),
      receipts: script.receipts,
      onTaken: (messageId) => ledger.take(sequence, messageId),
    };
  };
