import { hashRecipient, hashRequest } from '../../adapters/crypto/hashes.ts';
import { keyedMessageId, randomMessageId } from '../../adapters/crypto/message-ids.ts';
import { defaultPolicies } from '../../core/policy.ts';
import { defaultRouting } from '../../core/routing/routing-table.ts';
import type { AcceptMessageDeps } from '../../lambdas/accept-message/accept-message.ts';
import { limiterWith } from './fake-limits.ts';
import { FakeClock, FakeLaneQueue, silentLog } from './fake-ports.ts';
import { FakeMessageStore } from './fake-stores.ts';

export const fakeQueues = () => ({
  otp: new FakeLaneQueue(),
  transactional: new FakeLaneQueue(),
  promotional: new FakeLaneQueue(),
});

/** A deployment with Twilio and SNS, to accept texts in. */
export const acceptDeps = (given: Partial<AcceptMessageDeps> = {}): AcceptMessageDeps => {
  const { clock = new FakeClock().now } = given;
  return {
    messages: new FakeMessageStore(),
    queues: fakeQueues(),
    clock,
    settings: {
      carrierNames: ['twilio', 'sns'],
      defaultCountry: undefined,
      routing: defaultRouting('twilio'),
      maxSegments: 10,
      allowFixedLines: false,
      retentionDays: 90,
      policies: defaultPolicies,
    },
    randomMessageId,
    keyedMessageId,
    hashRequest: async (request) => hashRequest(request, 'key'),
    hashRecipient: async (recipient) => hashRecipient(recipient, 'key'),
    limiter: limiterWith({}, undefined, clock),
    log: silentLog,
    ...given,
  };
};
