import type { RepeatCallback } from '../../adapters/sqs/status-callback-queue.ts';
import type { FindAuthToken } from '../../adapters/twilio-api/find-auth-token.ts';
import { twilioSignature } from '../../adapters/twilio-api/signature.ts';
import type { PostWebhook, WebhookResult } from '../../adapters/webhooks/post-webhook.ts';
import { isDeleted } from '../../core/outbound-message.ts';
import type { Log, MessageStore } from '../../core/ports.ts';
import {
  callbackDelays,
  callbackForm,
  isCalledBack,
  type StatusCallbackEntry,
} from '../../core/twilio-api/status-callback.ts';

export type PostStatusCallbackDeps = {
  readonly messages: Pick<MessageStore, 'find'>;
  readonly findAuthToken: FindAuthToken;
  readonly post: PostWebhook;
  readonly repeat: RepeatCallback;
  readonly log: Log;
};

/** Milliseconds for one post. Half of what an invocation has, so that the repeat is still queued. */
const deadlineMs = 5000;

const isTaken = (result: WebhookResult): boolean =>
  result.kind === 'answered' && result.status >= 200 && result.status < 300;

const reasonOf = (result: WebhookResult): string =>
  result.kind === 'answered' ? `answered ${result.status}` : result.reason;

/** Posts a change of status to the URL that came with the message, and again later unless that answers with 2xx. */
export const createPostStatusCallback = (deps: PostStatusCallbackDeps) => {
  const { messages, findAuthToken, post, repeat, log } = deps;

  const settle = async (entry: StatusCallbackEntry, result: WebhookResult): Promise<void> => {
    const fields = { messageId: entry.data.messageId, status: entry.data.status };
    if (isTaken(result)) return log.info('status callback taken', fields);
    const delaySeconds = result.kind === 'forbidden' ? undefined : callbackDelays[entry.failures];
    const failed = { ...fields, attempt: entry.failures + 1, reason: reasonOf(result) };
    if (delaySeconds === undefined) return log.warn('status callback given up', failed);
    await repeat({ ...entry, failures: entry.failures + 1 }, delaySeconds);
    log.info('status callback failed', failed);
  };

  return async (entry: StatusCallbackEntry): Promise<void> => {
    if (!isCalledBack(entry)) return;
    const message = await messages.find(entry.data.messageId);
    const { accountSid, statusCallback: url } = message?.twilio ?? {};
    // Deleted meanwhile: there is nobody left to tell.
    if (!message || isDeleted(message) || accountSid === undefined || url === undefined) return;
    const authToken = await findAuthToken(accountSid);
    if (authToken === undefined) {
      const fields = { messageId: message.messageId, reason: 'the account has no auth token any more' };
      return log.warn('status callback given up', fields);
    }
    const form = callbackForm(entry, message, accountSid);
    const result = await post({
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'user-agent': 'sms-pipeline',
        'x-twilio-signature': twilioSignature(authToken, url, form),
        'i-twilio-idempotency-token': entry.id,
      },
      body: new URLSearchParams(form).toString(),
      deadlineMs,
    });
    await settle(entry, result);
  };
};
