import type { Mutant } from './mutant.ts';

export const erasureMutants: readonly Mutant[] = [
  {
    name: 'content is erased while a submit may follow',
    file: 'lambdas/erase-content/erase-content.ts',
    edits: [{ find: 'if (mayStillBeSubmitted(state, message, now)) {', replace: 'if (false) {' }],
  },
  {
    name: 'an unknown outcome is erased while another submit may settle it',
    file: 'core/may-still-be-submitted.ts',
    edits: [{ find: "status === 'unknown' && now", replace: "status === 'accepted' && now" }],
  },
  {
    name: 'an erased message keeps its text',
    file: 'adapters/dynamodb/message-store.ts',
    edits: [{ find: "['recipient', 'body', 'sender'", replace: "['recipient', 'sender'" }],
  },
  {
    name: 'a look-up does not see what was erased',
    file: 'adapters/dynamodb/message-store.ts',
    edits: [{ find: "'metadata'] as const", replace: "'metadata', 'recipientKey'] as const" }],
  },
  {
    name: 'the last event of an erased message is lost',
    file: 'lambdas/send-message/send-message.ts',
    edits: [
      {
        find: 'await republish(events, await change(deps, found, (state) => expireReleased(state, clock())));',
        replace: 'await change(deps, found, (state) => expireReleased(state, clock()));',
      },
    ],
  },
  {
    name: 'what was released while it was erased stays as it is',
    file: 'core/refuse-claim.ts',
    edits: [
      {
        find: "if (state.status !== 'accepted' || carrier",
        replace: "if (state.status !== 'scheduled' || carrier",
      },
    ],
  },
];
