import { type ReceiptRow, wholeText } from '../../../core/scripted-outcomes.ts';
import type { SimulatorAnswer } from '../http-server.ts';
import type { Recorded } from '../ledger.ts';
import { playSubmit, type ScriptDeps, tokenOf } from '../scripted-submit.ts';
import type { Script } from '../scripts.ts';
import { digest } from '../story.ts';
import type { TwilioCallbacks } from './callbacks.ts';
import { twilioError } from './errors.ts';
import { receiptErrorOf, submitErrorOf } from './failure-codes.ts';
import type { TwilioMessage, TwilioMessages } from './messages.ts';
import { messageResource } from './resource.ts';
import type { Submission } from './submission.ts';

export type SubmitDeps = ScriptDeps & {
  readonly messages: TwilioMessages;
  readonly callbacks: TwilioCallbacks;
  readonly accountSid: string;
};

/** The sender that a messaging service picks from its pool: a drama number too. */
const poolNumber = '+447700900999';

/** Twilio has no word for what expires on its way. */
const wordOf = (status: ReceiptRow['status']): string => (status === 'expired' ? 'undelivered' : status);

/** Takes submits, by the script of their recipient. */
export const createSubmits = (deps: SubmitDeps) => {
  const { clock, seed, ledger, messages, callbacks, accountSid } = deps;

  const take = (
    submission: Submission,
    recorded: Recorded,
    { receipts, unreported }: Script,
  ): TwilioMessage => {
    const at = clock.now();
    const sid = `SM${digest(seed, 'sid', recorded.sequence, recorded.submit).slice(0, 32)}`;
    const { messagingServiceSid = null } = submission;
    const statusCallback = unreported ? null : (submission.statusCallback ?? null);
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
    for (const { status, afterMs, failure } of receipts.filter(wholeText)) {
      const errorCode = failure === undefined ? null : receiptErrorOf(failure);
      callbacks.schedule({ sid, status: wordOf(status), errorCode, statusCallback }, at + afterMs);
    }
    const taken = messages.find(sid);
    if (!taken) throw new Error(`the message ${sid} was not stored`);
    return taken;
  };

  return (submission: Submission): SimulatorAnswer =>
    playSubmit(
      deps,
      {
        carrier: 'twilio',
        recipient: submission.to,
        sender: submission.from ?? submission.messagingServiceSid,
        text: submission.body,
        token: tokenOf(submission.statusCallback),
      },
      {
        take: (recorded, script) => ({
          status: 201,
          json: messageResource(take(submission, recorded, script), accountSid),
        }),
        refuse: (failure) => twilioError(submitErrorOf(failure)),
        throttle: (seconds) => twilioError(20429, { 'retry-after': String(seconds) }),
        fail: () => twilioError(20500),
      },
    );
};
