import type { Route } from '../http-server.ts';
import { twilioError } from './errors.ts';
import { listMessages } from './listing.ts';
import { messageResource } from './resource.ts';
import { readSubmission } from './submission.ts';
import { createSubmits, type SubmitDeps } from './submits.ts';

/** Twilio's Messages resource, 2010-04-01: create, list, fetch. */
export const createTwilioApi = (deps: SubmitDeps & { readonly authToken: string }): Route => {
  const { messages, accountSid, authToken } = deps;
  const submit = createSubmits(deps);
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const base = `/2010-04-01/Accounts/${accountSid}/Messages`;

  return ({ method, url, headers, body }) => {
    if (headers.authorization !== authorization) {
      return twilioError(20003, { 'www-authenticate': 'Basic realm="Twilio API"' });
    }
    const { pathname, searchParams } = url;
    if (pathname === `${base}.json`) {
      if (method === 'GET') return { status: 200, json: listMessages(messages, accountSid, searchParams) };
      if (method !== 'POST') return twilioError(20004);
      const read = readSubmission(new URLSearchParams(body));
      return read.ok ? submit(read.submission) : twilioError(read.code);
    }
    const [, sid] = /^\/(SM[0-9a-f]{32})\.json$/.exec(pathname.replace(base, '')) ?? [];
    const message = sid !== undefined && pathname.startsWith(base) ? messages.find(sid) : undefined;
    if (!message) return twilioError(20404);
    if (method !== 'GET') return twilioError(20004);
    return { status: 200, json: messageResource(message, accountSid) };
  };
};
