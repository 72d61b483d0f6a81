import { randomUUID } from 'node:crypto';
import type { LocalRun } from '../../bin/local-run.ts';
import { MessageResource } from '../../core/api/message-resource.ts';
import { Problem } from '../../core/problem.ts';
import { collectEvents } from './bus-events.ts';
import { checkExchange } from './check-exchange.ts';
import { ledgerPageOf } from './twilio-wire.ts';

export type Call = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go out as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Instead of the run's own; null: none. */
  readonly apiKey?: string | null;
};

const encode = (body: unknown): string | Uint8Array<ArrayBuffer> =>
  typeof body === 'string' || body instanceof Uint8Array
    ? new Uint8Array(Buffer.from(body))
    : JSON.stringify(body);

/** What an application, an operator and a subscriber see of a local run; every answer is held to the OpenAPI document. */
export const createPipelineClient = (run: LocalRun) => {
  const events = collectEvents(run.eventsUrl);

  const call = async (path: string, { method, headers, body, apiKey = run.apiKey }: Call = {}) => {
    const verb = method ?? (body === undefined ? 'GET' : 'POST');
    const response = await fetch(run.url + path, {
      method: verb,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(apiKey !== null && { authorization: `Bearer ${apiKey}` }),
        ...headers,
      },
      ...(body !== undefined && { body: encode(body) }),
    });
    const { status, headers: answered } = response;
    const text = await response.text();
    checkExchange({
      method: verb,
      path,
      sent: body,
      status,
      contentType: answered.get('content-type'),
      text,
    });
    return { status, headers: answered, text };
  };

  const whenReady = async (
    path: string,
    given: Call = {},
    tries = 5,
  ): Promise<Awaited<ReturnType<typeof call>>> => {
    const answer = await call(path, given);
    return answer.status < 500 || tries === 1 ? answer : whenReady(path, given, tries - 1);
  };

  return {
    run,
    events,
    call,
    /** Sends a text that must be accepted; as a good client, under a key, and again when the pipeline is too busy. */
    send: async (fields: object, headers: Call['headers'] = {}): Promise<MessageResource> => {
      const given = { body: fields, headers: { 'idempotency-key': randomUUID(), ...headers } };
      const { status, text } = await whenReady('/v1/messages', given);
      if (status !== 202) throw new Error(`the text was answered with ${status}: ${text}`);
      return MessageResource.parse(JSON.parse(text));
    },
    find: async (messageId: string): Promise<MessageResource> =>
      MessageResource.parse(JSON.parse((await whenReady(`/v1/messages/${messageId}`)).text)),
    /** Calls the API with what it must refuse, in its own words. */
    refused: async (path: string, given: Call): Promise<Problem> => {
      const { status, headers, text } = await call(path, given);
      if (headers.get('content-type') !== 'application/problem+json')
        throw new Error(`not refused by the pipeline: ${status} ${text}`);
      const problem = Problem.parse(JSON.parse(text));
      if (problem.status !== status) throw new Error(`${status} says that it is ${problem.status}`);
      return problem;
    },
    /** All that the carriers were asked to send. */
    ledger: async () => {
      const all = [];
      for (let after: number | undefined = 0; after !== undefined; ) {
        const { messages, next } = await ledgerPageOf(run.carrierSimulatorUrl, `limit=1000&after=${after}`);
        all.push(...messages);
        after = next;
      }
      return all;
    },
    stop: events.stop,
  };
};
export type PipelineClient = ReturnType<typeof createPipelineClient>;

/** The message that the attempt id on a submit belongs to. */
export const messageOf = (token: string | null): string => `msg_${token?.split('_')[1]}`;
