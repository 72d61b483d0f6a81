import type { LookupAnswer, LookupRequest } from '../../core/carrier.ts';
import type { Receipt } from '../../core/receipt.ts';
import type { HttpAnswer, HttpRequest } from '../http/http-client.ts';
import { readJson } from '../json.ts';
import type { CarrierDeps } from './carrier-deps.ts';

export type LookupFacts<Secret> = {
  readonly request: LookupRequest;
  readonly secret: Secret;
  readonly now: Date;
};

/** What one page of a carrier's list says. */
export type LookupPage = {
  /** Of the texts on it that may be the attempt. */
  readonly receipts: readonly Receipt[];
  /** What leads to the next page, if more texts may be on it. */
  readonly next?: string | undefined;
};

/** One carrier's part in a look-up: where its list of texts is, and how to read it. */
export type LookupPlan<Secret> = {
  /** The GET for the first page, or for what the page before called the next one. Some APIs are asked by POST. */
  readonly page: (
    facts: LookupFacts<Secret>,
    next: string | undefined,
  ) => Pick<HttpRequest, 'url' | 'headers' | 'body'> & Partial<Pick<HttpRequest, 'method'>>;
  /** Whether an answer says that the text is not there. @default an empty list does, and nothing else */
  readonly saysAbsent?: (answer: HttpAnswer) => boolean;
  /** Undefined for what cannot be read to the end: what is not understood must not pass for "not there". */
  readonly read: (body: unknown, facts: LookupFacts<Secret>) => LookupPage | undefined;
};

/** A list that is longer than this is not the one that was asked for. */
const mostPages = 10;

/** How far apart the two clocks and a submit's way may be, in milliseconds. */
const toleranceMs = 300_000;

/** When the carrier may have taken an attempt, by its own clock. */
export const windowOf = ({ submittedAt }: LookupRequest) => ({
  from: new Date(submittedAt.getTime() - toleranceMs),
  until: new Date(submittedAt.getTime() + toleranceMs),
});

const unclear: LookupAnswer = { kind: 'unclear' };

/** A receipt that names the attempt leaves no room for others that only might be it. */
const found = (receipts: readonly Receipt[]): LookupAnswer => {
  const proven = receipts.filter(({ attemptId }) => attemptId !== undefined);
  return { kind: 'found', receipts: proven.length > 0 ? proven : receipts };
};

type LookupSource<Secret> = {
  readonly lookup: LookupPlan<Secret>;
  readonly readSecret: () => Promise<Secret>;
  /** The credentials were refused: the next call is to read them afresh. */
  readonly forgetSecret: () => void;
};

/** Asks a carrier for the texts that may be an attempt, page by page within one deadline. It only reads: nothing is sent. */
export const openLookup = <Secret>(
  { lookup, readSecret, forgetSecret }: LookupSource<Secret>,
  { http, now }: CarrierDeps,
) => {
  const ask = async (facts: LookupFacts<Secret>, startedAt: number): Promise<LookupAnswer> => {
    const receipts: Receipt[] = [];
    let next: string | undefined;
    for (let pages = 0; pages < mostPages; pages++) {
      const { headers, ...asked } = lookup.page(facts, next);
      const deadlineMs = facts.request.deadlineMs - (now().getTime() - startedAt);
      const result = await http.send({
        method: 'GET',
        ...asked,
        headers: { accept: 'application/json', ...headers },
        deadlineMs,
      });
      if (result.kind !== 'answered') return unclear;
      if (result.status === 401) forgetSecret();
      if (pages === 0 && lookup.saysAbsent?.(result)) return found([]);
      const page = result.status === 200 ? lookup.read(readJson(result.body), facts) : undefined;
      if (!page) return unclear;
      receipts.push(...page.receipts);
      if (page.next === undefined) return found(receipts);
      next = page.next;
    }
    return unclear;
  };

  return async (request: LookupRequest): Promise<LookupAnswer> => {
    const startedAt = now().getTime();
    let secret: Secret;
    try {
      secret = await readSecret();
    } catch {
      return unclear;
    }
    return ask({ request, secret, now: now() }, startedAt);
  };
};
