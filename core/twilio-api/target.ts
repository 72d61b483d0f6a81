import type { MessageId } from '../ids.ts';
import { TwilioError } from './errors.ts';
import { messageIdOf } from './sids.ts';

type OnMessage = 'fetch' | 'update' | 'remove' | 'listMedia' | 'addFeedback';

/** What a request is about. */
export type TwilioTarget = { readonly accountSid: string } & (
  | { readonly operation: 'create' | 'list' }
  | { readonly operation: OnMessage; readonly messageId: MessageId }
);

const collection = { POST: 'create', GET: 'list' } as const;
const message: Readonly<Record<string, OnMessage>> = { GET: 'fetch', POST: 'update', DELETE: 'remove' };
const parts: Readonly<Record<string, Readonly<Record<string, OnMessage>>>> = {
  Media: { GET: 'listMedia' },
  Feedback: { POST: 'addFeedback' },
};

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const operationOf = <T>(operations: Readonly<Record<string, T>>, method: string): T => {
  const operation = own(operations, method);
  if (operation === undefined) throw new TwilioError(20004);
  return operation;
};

/**
 * Reads method and path behind `/2010-04-01/`. The ending `.json` may be left out: the answer is JSON all the same.
 * @throws TwilioError 20404 for any other resource, 20004 for another method on one of these.
 */
export const twilioTarget = (method: string, path: string): TwilioTarget => {
  const [accounts, accountSid = '', messages, sid, part, ...more] = path.replace(/\.json$/, '').split('/');
  if (accounts !== 'Accounts' || messages !== 'Messages' || more.length > 0) throw new TwilioError(20404);
  if (sid === undefined) return { accountSid, operation: operationOf(collection, method) };
  const operations = part === undefined ? message : own(parts, part);
  const messageId = messageIdOf(sid);
  if (!operations || !messageId) throw new TwilioError(20404);
  return { accountSid, messageId, operation: operationOf(operations, method) };
};
