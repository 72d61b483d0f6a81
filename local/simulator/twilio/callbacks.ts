import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { Jobs } from '../../state/jobs.ts';
import type { Ledger } from '../ledger.ts';
import { type CallbackResult, callbackBackoffMs, postCallback } from '../post-callback.ts';
import { callbackPolicyOf, isRepeated } from './callback-policy.ts';
import type { TwilioMessage, TwilioMessages } from './messages.ts';
import { signCallback } from './signature.ts';

/** A step in a message's life, posted to its callback URL if it has one. */
const StatusStep = z.object({
  sid: z.string(),
  status: z.string(),
  errorCode: z.number().nullable(),
  statusCallback: z.string().nullable(),
});
export type StatusStep = z.infer<typeof StatusStep>;

type CallbackDeps = {
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly messages: TwilioMessages;
  readonly accountSid: string;
  readonly authToken: string;
};

const jobKind = 'simulator.twilio.status';

/** `RawDlrDoneDate`: YYMMDDhhmm. */
const doneDate = (at: number): string => new Date(at).toISOString().replace(/\D/g, '').slice(2, 12);

const isDeliveryReport = (status: string): boolean => status === 'delivered' || status === 'undelivered';

/** The form of a status callback. */
const callbackForm = (message: TwilioMessage, step: StatusStep, accountSid: string, at: number) => ({
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
  From: message.sender ?? '',
  MessageSid: message.sid,
  MessageStatus: step.status,
  SmsSid: message.sid,
  SmsStatus: step.status,
  To: message.recipient,
  ...(message.messagingServiceSid && { MessagingServiceSid: message.messagingServiceSid }),
  ...(step.errorCode !== null && { ErrorCode: String(step.errorCode) }),
  ...(isDeliveryReport(step.status) && { RawDlrDoneDate: doneDate(at) }),
});

/** Plays the life of messages as durable jobs, and posts signed status callbacks with Twilio's retries. */
export const createTwilioCallbacks = (deps: CallbackDeps) => {
  const { jobs, clock, ledger, messages, accountSid, authToken } = deps;
  const stopping = new AbortController();

  const post = (url: string, form: Record<string, string>): Promise<CallbackResult> =>
    postCallback(
      url,
      {
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'user-agent': 'TwilioProxy/1.1',
          'i-twilio-idempotency-token': randomUUID(),
          'x-twilio-signature': signCallback(authToken, url, form),
        },
        body: new URLSearchParams(form).toString(),
      },
      stopping.signal,
    );

  jobs.handle(jobKind, {
    run: async (payload, tries) => {
      const step = StatusStep.parse(payload);
      if (tries === 1) messages.advance(step.sid, step.status, step.errorCode, clock.now());
      const message = messages.find(step.sid);
      if (!message || step.statusCallback === null) return;

      const [url = ''] = step.statusCallback.split('#');
      const result = await post(url, callbackForm(message, step, accountSid, clock.now()));
      stopping.signal.throwIfAborted();
      const answer = 'status' in result ? result.status : null;
      ledger.addReceipt(step.sid, { status: step.status, at: clock.now(), answer });
      if (isRepeated(callbackPolicyOf(step.statusCallback), result, tries))
        throw new Error('callback failed');
    },
    retryAfterMs: callbackBackoffMs,
  });

  return {
    /** Durable once it returns. */
    schedule: (step: StatusStep, dueAt: number): void => jobs.add({ kind: jobKind, dueAt, payload: step }),
    /** Ends posts under way; they are posted again by the next start. */
    abort: (): void => stopping.abort(),
  };
};
export type TwilioCallbacks = ReturnType<typeof createTwilioCallbacks>;
