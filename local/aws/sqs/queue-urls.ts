import type { Members } from '../call.ts';

/** The members in which SQS takes and gives URLs of queues. */
const urlMembers = ['QueueUrl', 'QueueUrls', 'queueUrls'];

/**
 * The SDK sends a call to the host that a queue's URL names, so URLs that leave here must name the endpoint, and URLs
 * that go to another emulator must name the emulator. The path is the emulator's affair.
 */
export const withHost = (members: Members, host: string): Members => {
  const move = (url: unknown): unknown => {
    if (Array.isArray(url)) return url.map(move);
    return typeof url === 'string' && URL.canParse(url) ? new URL(new URL(url).pathname, host).href : url;
  };
  const present = urlMembers.filter((name) => Object.hasOwn(members, name));
  return { ...members, ...Object.fromEntries(present.map((name) => [name, move(members[name])])) };
};
