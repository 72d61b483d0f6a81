import { readFormBody } from '../../adapters/lambda/form-body.ts';
import type { HttpAnswer, HttpRequest } from '../../adapters/lambda/http.ts';
import { accountSidOf } from '../../adapters/twilio-api/account.ts';
import type { MessageId } from '../../core/ids.ts';
import type { Caller } from '../../core/keys/caller.ts';
import type { Clock } from '../../core/ports.ts';
import { TwilioError } from '../../core/twilio-api/errors.ts';
import { feedbackJson } from '../../core/twilio-api/feedback-json.ts';
import { mediaList } from '../../core/twilio-api/media-list.ts';
import { twilioTarget } from '../../core/twilio-api/target.ts';
import { readUpdateForm } from '../../core/twilio-api/update-form.ts';
import type { createCreateMessage } from './create-message.ts';
import type { createFindMessage } from './find-message.ts';
import type { createTwilioList } from './list-messages.ts';

export type TwilioMessagesDeps = {
  readonly create: ReturnType<typeof createCreateMessage>;
  readonly find: ReturnType<typeof createFindMessage>;
  readonly list: ReturnType<typeof createTwilioList>;
  readonly cancel: (tenant: string, messageId: MessageId) => Promise<unknown>;
  readonly redact: (tenant: string, messageId: MessageId) => Promise<void>;
  readonly remove: (tenant: string, messageId: MessageId) => Promise<void>;
  readonly clock: Clock;
};

/** Twilio's Messages resource, 2010-04-01, in front of this pipeline. */
export const createTwilioMessages = (deps: TwilioMessagesDeps) => {
  const { create, find, list, cancel, redact, remove, clock } = deps;

  return async (request: HttpRequest, caller: Caller): Promise<HttpAnswer> => {
    const target = twilioTarget(request.method, request.pathParameters.proxy ?? '');
    const { accountSid } = target;
    const { tenant } = caller;
    if (accountSid !== accountSidOf(tenant, caller.rights.kind)) throw new TwilioError(20003);
    const show = (messageId: MessageId) => find(tenant, accountSid, messageId);
    switch (target.operation) {
      case 'create':
        return { status: 201, body: await create(request, caller, accountSid) };
      case 'list':
        return { status: 200, body: await list(tenant, accountSid, request.query) };
      case 'fetch':
        return { status: 200, body: await show(target.messageId) };
      case 'update': {
        const asked = readUpdateForm(readFormBody(request));
        await show(target.messageId);
        if (asked.cancel) await cancel(tenant, target.messageId);
        if (asked.redact) await redact(tenant, target.messageId);
        return { status: 200, body: await show(target.messageId) };
      }
      case 'remove':
        await show(target.messageId);
        await remove(tenant, target.messageId);
        return { status: 204 };
      case 'listMedia':
        return { status: 200, body: mediaList(await show(target.messageId)) };
      case 'addFeedback': {
        const message = await show(target.messageId);
        return { status: 201, body: feedbackJson(message, readFormBody(request), clock()) };
      }
    }
  };
};
