import type { LocalRun } from '../../../bin/local-run.ts';
import type { MessageId } from '../../../core/ids.ts';
import type { Writing } from './watch.ts';

/** Calls the API with its own key unless another is given, and keeps what was refused and what was accepted. */
export const createCaller = (run: LocalRun) => {
  const refusals: Writing[] = [];
  const accepted: MessageId[] = [];

  /** A pipeline that is too busy is asked again. */
  const ask = async (path: string, init: RequestInit = {}, tries = 5): Promise<string> => {
    const headers = {
      authorization: `Bearer ${run.apiKey}`,
      'content-type': 'application/json',
      ...Object.fromEntries(new Headers(init.headers)),
    };
    const answer = await fetch(run.url + path, { ...init, headers });
    const text = await answer.text();
    if (answer.status >= 400) {
      refusals.push({ where: 'an error answer', text: `${JSON.stringify([...answer.headers])} ${text}` });
    }
    return answer.status >= 500 && tries > 1 ? ask(path, init, tries - 1) : text;
  };

  return {
    refusals: refusals as readonly Writing[],
    accepted: accepted as readonly MessageId[],
    ask,
    /** Texts go out as they are, anything else as JSON. */
    post: (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      ask(path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    /** Keeps the id of a message, if the answer is one. */
    take: (answer: string): void => {
      const { messageId } = JSON.parse(answer);
      if (messageId !== undefined) accepted.push(messageId);
    },
  };
};
