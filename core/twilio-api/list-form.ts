import { TwilioError } from './errors.ts';

const msPerDay = 86_400_000;
/** Nobody sends beyond, and a year has four digits. */
const endOfTime = Date.UTC(9999, 11, 31);
const defaultPageSize = 50;
const largestPageSize = 1000;

/** Which messages Twilio's list asks for. Times in ISO 8601: accepted at `from` or later, and before `until`. */
export type TwilioList = {
  readonly to: string | undefined;
  readonly sender: string | undefined;
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** 1 to 1,000. */
  readonly pageSize: number;
  /** Counts from 0, and only for the client: the token says where a page begins. */
  readonly page: number;
  /** Where this page begins, and before it where those before began: the way back. The first page is not among them. */
  readonly trail: readonly string[];
};

/** A day, or a second of it, from its beginning to its end. */
const periodOf = (name: string, text: string | null): { from: number; until: number } | undefined => {
  if (!text) return undefined;
  const form = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.exec(text);
  const from = form ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(from)) throw new TwilioError(20422, `'${name}' takes a date as YYYY-MM-DD.`);
  return { from, until: from + (form?.[2] === undefined ? msPerDay : 1000) };
};

/** The sign is the end of a parameter's name, and each bound includes what it names. */
const datesOf = (query: URLSearchParams): Pick<TwilioList, 'from' | 'until'> => {
  const on = periodOf('DateSent', query.get('DateSent')?.slice(0, 'YYYY-MM-DD'.length) ?? null);
  const after = periodOf('DateSent>', query.get('DateSent>'));
  const before = periodOf('DateSent<', query.get('DateSent<'));
  const from = Math.max(on?.from ?? 0, after?.from ?? 0);
  const until = Math.min(on?.until ?? Number.POSITIVE_INFINITY, before?.until ?? Number.POSITIVE_INFINITY);
  return {
    from: from > 0 ? new Date(from).toISOString() : undefined,
    until: until < endOfTime ? new Date(until).toISOString() : undefined,
  };
};

const wholeNumber = (text: string | null): number => (text && /^\d{1,9}$/.test(text) ? Number(text) : 0);

/** Reads the query of a list. Parameters that we do not know are ignored. */
export const readListForm = (query: URLSearchParams): TwilioList => {
  const page = wholeNumber(query.get('Page'));
  const trail = (query.get('PageToken') ?? '').split('.').filter(Boolean);
  if (page > 0 && trail.length === 0) {
    throw new TwilioError(20422, "A 'Page' is found by the 'PageToken' of the page before it.");
  }
  return {
    // A plus sign that a client forgot to encode arrives as a space.
    to: query.get('To')?.replace(/^ /, '+') || undefined,
    sender: query.get('From')?.replace(/^ /, '+') || undefined,
    ...datesOf(query),
    pageSize: Math.min(wholeNumber(query.get('PageSize')) || defaultPageSize, largestPageSize),
    page,
    trail,
  };
};
