import type { DatabaseSync } from 'node:sqlite';
import type { FailureCode } from '../../core/failures.ts';
import { AttemptId } from '../../core/ids.ts';
import { meetsServerError } from '../../core/scripted-outcomes.ts';
import type { Clock } from '../clock.ts';
import { atomically } from '../state/atomically.ts';
import type { SimulatorAnswer } from './http-server.ts';
import type { Ledger, LedgerSubmit, Recorded } from './ledger.ts';
import { type Script, scriptFor } from './scripts.ts';

export type ScriptDeps = {
  readonly store: DatabaseSync;
  readonly clock: Clock;
  readonly seed: number;
  readonly ledger: Ledger;
};

/** How a carrier says what its script tells it to do. */
export type SubmitVoice = {
  /** Takes the text, with all of its receipts, and says so. */
  take(recorded: Recorded, script: Script): SimulatorAnswer;
  refuse(failure: FailureCode): SimulatorAnswer;
  throttle(retryAfterSeconds: number): SimulatorAnswer;
  fail(): SimulatorAnswer;
};

/** Our attempt id, if the callback URL ends in one. */
export const tokenOf = (url: string | undefined): string | undefined => {
  const token = URL.parse(url ?? '')
    ?.pathname.split('/')
    .at(-1);
  return AttemptId.safeParse(token).data;
};

/** Plays the script of a text's recipient. All of it is in the store before the answer is written. */
export const playSubmit = (
  { store, clock, seed, ledger }: ScriptDeps,
  submit: Omit<LedgerSubmit, 'at'>,
  voice: SubmitVoice,
): SimulatorAnswer =>
  atomically(store, () => {
    const recorded = ledger.record({ ...submit, at: clock.now() });
    const script = scriptFor(submit.recipient, { seed, n: recorded.n });
    switch (script.submit.kind) {
      case 'reject':
        return voice.refuse(script.submit.failure);
      case 'serverError':
        if (!meetsServerError(script.submit, recorded.submit)) return voice.take(recorded, script);
        if (script.submit.taken) voice.take(recorded, script);
        return voice.fail();
      case 'throttle':
        return recorded.submit <= script.submit.times
          ? voice.throttle(script.submit.retryAfterSeconds)
          : voice.take(recorded, script);
      case 'accept':
        return { ...voice.take(recorded, script), afterMs: script.submit.answerAfterMs };
    }
  });
