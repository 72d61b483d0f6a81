import { readFormBody } from '../../adapters/lambda/form-body.ts';
import type { HttpRequest } from '../../adapters/lambda/http.ts';
import type { ComposeSettings } from '../../core/compose-message.ts';
import type { Caller } from '../../core/keys/caller.ts';
import { ProblemError } from '../../core/problem.ts';
import { type CreateForm, readCreateForm } from '../../core/twilio-api/create-form.ts';
import type { TwilioDetails } from '../../core/twilio-api/details.ts';
import { TwilioError } from '../../core/twilio-api/errors.ts';
import { magicRefusal } from '../../core/twilio-api/magic-numbers.ts';
import { type TwilioMessage, twilioMessage } from '../../core/twilio-api/message-json.ts';
import { twilioRefusal } from '../../core/twilio-api/refusal.ts';
import type { WebhookHosts } from '../../core/webhooks/webhook-url.ts';
import type { createAcceptMessage } from '../accept-message/accept-message.ts';

export type CreateMessageDeps = {
  readonly accept: ReturnType<typeof createAcceptMessage>;
  readonly settings: ComposeSettings;
  readonly webhookHosts: WebhookHosts;
  /** Whether the account has an auth token, which is what its callbacks are signed with. */
  readonly canSign: (accountSid: string) => Promise<boolean>;
};

/** Accepts a text in Twilio's words, by the same step as every other text. */
export const createCreateMessage = ({ accept, settings, webhookHosts, canSign }: CreateMessageDeps) => {
  const acceptForm = async (
    { request: body }: CreateForm,
    twilio: TwilioDetails,
    caller: Caller,
    idempotencyKey: string | undefined,
  ) => {
    try {
      return await accept({ caller, idempotencyKey, body, twilio });
    } catch (error) {
      throw error instanceof ProblemError ? twilioRefusal(error, body, settings) : error;
    }
  };

  return async (request: HttpRequest, caller: Caller, accountSid: string): Promise<TwilioMessage> => {
    const form = readCreateForm(readFormBody(request), webhookHosts);
    const { to, from } = form.request;
    const magic = caller.rights.kind === 'test' ? magicRefusal(to, from) : undefined;
    if (magic !== undefined) throw new TwilioError(magic);
    const details = { accountSid, ...form.details };
    if (details.statusCallback !== undefined && !(await canSign(accountSid))) {
      throw new TwilioError(
        21609,
        'Callbacks need an auth token to be signed with: issue one for this account.',
      );
    }
    const { message } = await acceptForm(form, details, caller, request.headers['idempotency-key']);
    return twilioMessage(message, details);
  };
};
