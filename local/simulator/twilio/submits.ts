import type { DatabaseSync } from 'node:sqlite';
import { AttemptId } from '../../../core/ids.ts';
import type { Clock } from '../../clock.ts';
import { atomically } from '../../state/atomically.ts';
import type { SimulatorAnswer } from '../http-server.ts';
import type { Ledger, Recorded } from '../ledger.ts';
import { type Script, scriptFor } from '../scripts.ts';
import { digest } from '../story.ts';
import type { TwilioCallbacks } from './callbacks.ts';
import { receiptErrorOf, submitErrorOf, twilioError } from './errors.ts';
import type { TwilioMessage, TwilioMessages } from './messages.ts';
import { messageResource } from './resource.ts';
import type { Submission } from './submission.ts';

export type SubmitDeps = {
  readonly store: DatabaseSync;
  readonly clock: Clock;
  readonly seed: number;
  readonly ledger: Ledger;
  readonly messages: TwilioMessages;
  readonly callbacks: TwilioCallbacks;
  readonly accountSid: string;
};

/** The sender that a messaging service picks from its pool: a drama number too. */
const poolNumber = '+447700900999';

/** Our attempt id, if the callback URL ends in one. */
const tokenOf = (url: string | undefined): string | undefined => {
  const token = URL.parse(url ?? '')
    ?.pathname.split('/')
    .at(-1);
  return AttemptId.safeParse(token).data;
};

/** Takes submits, by the script of their recipient. All of it is in the store before the answer is written. */
export const createSubmits = (deps: SubmitDeps) => {
  const { store, clock, seed, ledger, messages, callbacks, accountSid } = deps;

  const take = (submission: Submission, recorded: Recorded, { receipts }: Script): TwilioMessage => {
    const at = clock.now();
    const sid = `SM${digest(seed, 'sid', recorded.sequence, recorded.submit).slice(0, 32)}`;
    const { messagingServiceSid = null, statusCallback = null } = submission;
    messages.add({
      sid,
      recipient: submission.to,
      sender: submission.from ?? poolNumber,
      messagingServiceSid,
      body: submission.body,
      status: messagingServiceSid === null ? 'queued' : 'accepted',
      createdAt: at,
    });
    ledger.take(recorded.sequence, sid);
    for (const { status, afterMs, failure } of receipts) {
      const errorCode = failure === undefined ? null : receiptErrorOf(failure);
      callbacks.schedule({ sid, status, errorCode, statusCallback }, at + afterMs);
    }
    const taken = messages.find(sid);
    if (!taken) throw new Error(`the message ${sid} was not stored`);
    return taken;
  };

  const answerTo = (submission: Submission, recorded: Recorded): SimulatorAnswer => {
    const script = scriptFor(submission.to, { seed, n: recorded.n });
    const { submit } = script;
    switch (submit.kind) {
      case 'reject':
        return twilioError(submitErrorOf(submit.failure));
      case 'serverError':
        if (submit.taken) take(submission, recorded, script);
        return twilioError(20500);
      case 'throttle':
        if (recorded.submit <= submit.times) {
          return twilioError(20429, { 'retry-after': String(submit.retryAfterSeconds) });
        }
        return { status: 201, json: messageResource(take(submission, recorded, script), accountSid) };
      case 'accept':
        return {
          status: 201,
          json: messageResource(take(submission, recorded, script), accountSid),
          afterMs: submit.answerAfterMs,
        };
    }
  };

  return (submission: Submission): SimulatorAnswer =>
    atomically(store, () => {
      const recorded = ledger.record({
        carrier: 'twilio',
        recipient: submission.to,
        sender: submission.from ?? submission.messagingServiceSid,
        text: submission.body,
        token: tokenOf(submission.statusCallback),
        at: clock.now(),
      });
      return answerTo(submission, recorded);
    });
};
