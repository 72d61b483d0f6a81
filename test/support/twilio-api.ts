import { fingerprint, hashRecipient, hashRequest } from '../../adapters/crypto/hashes.ts';
import { keyedMessageId, randomMessageId } from '../../adapters/crypto/message-ids.ts';
import type { HttpAnswer, HttpRequest } from '../../adapters/lambda/http.ts';
import { accountSidOf } from '../../adapters/twilio-api/account.ts';
import type { SendingRights } from '../../core/keys/sending-rights.ts';
import { defaultPolicies } from '../../core/policy.ts';
import { defaultRouting } from '../../core/routing/routing-table.ts';
import { createAcceptMessage } from '../../lambdas/accept-message/accept-message.ts';
import { createCancelMessage } from '../../lambdas/cancel-message/cancel-message.ts';
import { createEraseContent } from '../../lambdas/erase-content/erase-content.ts';
import { createListCursors } from '../../lambdas/list-messages/list-cursor.ts';
import { createOldestDays } from '../../lambdas/list-messages/oldest-days.ts';
import { answerTwilioErrors } from '../../lambdas/twilio-messages/answer-twilio-errors.ts';
import { createCreateMessage } from '../../lambdas/twilio-messages/create-message.ts';
import { createFindMessage } from '../../lambdas/twilio-messages/find-message.ts';
import { hiding } from '../../lambdas/twilio-messages/hiding.ts';
import { createTwilioList } from '../../lambdas/twilio-messages/list-messages.ts';
import { createTwilioMessages } from '../../lambdas/twilio-messages/twilio-messages.ts';
import { aCaller } from './builders.ts';
import { limiterWith } from './fake-limits.ts';
import { FakeMessageIndex } from './fake-message-index.ts';
import { FakeClock, FakeEventBus, FakeLaneQueue, silentLog } from './fake-ports.ts';
import { FakeMessageStore, FakeStatusStore } from './fake-stores.ts';

const settings = {
  carrierNames: ['twilio'],
  defaultCountry: undefined,
  routing: defaultRouting('twilio'),
  maxSegments: 10,
  allowFixedLines: false,
  retentionDays: 90,
  policies: defaultPolicies,
};

export type TwilioCall = {
  readonly query?: string;
  readonly form?: string | Record<string, string>;
  readonly tenant?: string;
  readonly rights?: SendingRights;
  readonly contentType?: string;
};

/** The account of the tenant that calls when nothing else is said. */
export const accountSid = accountSidOf('acme', 'live');

/** The steps behind the Twilio-compatible API on fakes, and how to call them. */
export const createTwilioApi = () => {
  const clock = new FakeClock();
  const messages = new FakeMessageStore();
  const statuses = new FakeStatusStore();
  const events = new FakeEventBus();
  const index = new FakeMessageIndex(messages);
  const queues = {
    otp: new FakeLaneQueue(),
    transactional: new FakeLaneQueue(),
    promotional: new FakeLaneQueue(),
  };
  const signing = { possible: true };
  const hash = async (recipient: string) => hashRecipient(recipient, 'key');
  const now = clock.now;
  const erasing = { statuses, clock: now, log: silentLog };
  const step = createTwilioMessages({
    create: createCreateMessage({
      accept: createAcceptMessage({
        messages,
        queues,
        clock: now,
        settings,
        randomMessageId,
        keyedMessageId,
        hashRequest: async (request) => hashRequest(request, 'key'),
        hashRecipient: hash,
        limiter: limiterWith(),
        log: silentLog,
      }),
      settings,
      webhookHosts: 'public',
      canSign: async () => signing.possible,
    }),
    find: createFindMessage({ messages, statuses }),
    list: createTwilioList({
      index,
      messages,
      statuses,
      clock: now,
      cursors: createListCursors(fingerprint),
      oldestDays: createOldestDays(),
      hashRecipient: hash,
      retentionDays: settings.retentionDays,
    }),
    cancel: createCancelMessage({ messages, statuses, events, clock: now }),
    redact: createEraseContent({ messages, ...erasing }),
    remove: createEraseContent({ messages: hiding(messages), ...erasing }),
    clock: now,
  });

  const call = (method: string, proxy: string, given: TwilioCall = {}): Promise<HttpAnswer> => {
    const {
      query = '',
      form,
      tenant = 'acme',
      rights = { kind: 'live' },
      contentType = 'application/x-www-form-urlencoded',
    } = given;
    return answerTwilioErrors(
      (request: HttpRequest) => step(request, aCaller({ tenant, rights })),
      silentLog,
    )({
      method,
      path: `/2010-04-01/${proxy}`,
      query,
      pathParameters: { proxy },
      headers: form === undefined ? {} : { 'content-type': contentType },
      body: Buffer.from(form === undefined ? '' : new URLSearchParams(form).toString()),
    });
  };
  return { call, clock, messages, statuses, events, queues, signing };
};
export type TwilioApi = ReturnType<typeof createTwilioApi>;
