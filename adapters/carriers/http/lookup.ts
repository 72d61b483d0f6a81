import { atPointer, plainAt } from '../../../core/http-carrier/json-pointer.ts';
import type { Absence, LookupSettings } from '../../../core/http-carrier/lookup-settings.ts';
import type { HttpCarrierSettings } from '../../../core/http-carrier/settings.ts';
import type { Receipt } from '../../../core/receipt.ts';
import type { HttpAnswer } from '../../http/http-client.ts';
import { readJson } from '../../json.ts';
import type { LookupFacts, LookupPage, LookupPlan } from '../lookup.ts';
import { entriesOf, matches } from './entries.ts';
import { type ReceiptPlaces, readReceipt } from './receipt.ts';
import { describedRequest, valuesOfLookup } from './request.ts';
import type { HttpSecret } from './secret.ts';

/** A page of HTML is a proxy's word, and no API's. */
const isOfApi = (body: Uint8Array): boolean => body.length === 0 || readJson(body) !== undefined;

const says =
  ({ status, body }: HttpAnswer) =>
  ({ httpStatus, at, is }: Absence): boolean => {
    if (status !== httpStatus) return false;
    return at !== undefined && is !== undefined ? matches(readJson(body), { at, is }) : isOfApi(body);
  };

/** The query of the link to the next page; null where there is none, undefined where it cannot be followed. */
const nextQuery = (body: unknown, pointer: string | undefined): string | null | undefined => {
  const link = pointer === undefined ? null : (atPointer(body, pointer) ?? null);
  if (link === null || link === '') return null;
  return typeof link === 'string' ? /\?([^#]+)/.exec(link)?.[1] : undefined;
};

/** Of the texts that an answer lists, those that are the attempt; undefined where one cannot be told. */
const receiptsOf = (
  entries: readonly unknown[],
  { request, now }: LookupFacts<HttpSecret>,
  lookup: LookupSettings,
  places: ReceiptPlaces,
): Receipt[] | undefined => {
  const { attemptId } = request;
  // Whoever ignores what was asked for gives texts of others: then it is not known which is which
  if (lookup.attemptId === undefined && entries.length > 1) return undefined;
  const receipts: Receipt[] = [];
  for (const entry of entries) {
    const receipt = readReceipt(entry, { attemptId, receivedAt: now }, places);
    const named = lookup.attemptId === undefined ? attemptId : plainAt(entry, lookup.attemptId);
    if (!receipt || named === undefined) return undefined;
    if (named === attemptId) receipts.push(receipt);
  }
  return receipts;
};

/** How the described API is asked about an attempt: always by our id of it, so that what is found is the attempt. */
export const httpLookup = (
  { sender, receipts }: HttpCarrierSettings,
  lookup: LookupSettings,
): LookupPlan<HttpSecret> => {
  const places: ReceiptPlaces = {
    ...lookup,
    statuses: lookup.statuses ?? receipts?.statuses ?? {},
    codes: lookup.codes ?? receipts?.codes ?? {},
    evidence: receipts?.evidence ?? 'carrier',
    time: undefined,
  };
  return {
    page: ({ request, secret }, next) => {
      const first = describedRequest(lookup, valuesOfLookup(request, sender), secret);
      return next === undefined ? first : { ...first, url: `${first.url.split('?')[0]}?${next}` };
    },
    saysAbsent: (answer) => lookup.absent.some(says(answer)),
    read: (body, facts): LookupPage | undefined => {
      const entries = body === undefined ? undefined : entriesOf(body, lookup.each);
      const found = entries && receiptsOf(entries, facts, lookup, places);
      const next = nextQuery(body, lookup.next);
      return found && next !== undefined ? { receipts: found, next: next ?? undefined } : undefined;
    },
  };
};
