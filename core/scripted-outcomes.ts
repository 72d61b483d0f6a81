import type { FailureCode } from './failures.ts';
import { failureScripts } from './scripted-failures.ts';

/** A delay in milliseconds: fixed, or drawn from a range by the seed. */
export type Delay = number | readonly [least: number, most: number];

export type SubmitScript =
  /** Takes the text and answers, at once or after a while. */
  | { readonly kind: 'accept'; readonly answerAfterMs: number }
  /** Refuses the text for good. */
  | { readonly kind: 'reject'; readonly failure: FailureCode }
  /** Refuses the first submits of each text with "too many requests". */
  | { readonly kind: 'throttle'; readonly times: number; readonly retryAfterSeconds: number }
  /** Answers with a server error, whether or not it took the text; only the first submits of each where `times` says so. */
  | { readonly kind: 'serverError'; readonly taken: boolean; readonly times?: number };

export type ReceiptRow = {
  readonly status: 'sent' | 'delivered' | 'undelivered' | 'failed' | 'expired' | 'canceled';
  /** Milliseconds after the submit. */
  readonly afterMs: Delay;
  readonly failure?: FailureCode;
  /** Of which segments it is, where the carrier reports on each; a text in one piece is its own last segment. */
  readonly segments?: 'last' | 'others';
};

/** What a carrier does with a text, in words that are no carrier's own. */
export type ScriptRow = {
  /** For people: docs/simulator.md quotes it. */
  readonly sentence: string;
  readonly submit: SubmitScript;
  readonly receipts: readonly ReceiptRow[];
  /** The carrier knows all that, but tells only whoever asks. */
  readonly unreported?: true;
};

/** Whether a submit meets a server error. @param submit its number among those of its text, from 1. */
export const meetsServerError = (script: SubmitScript, submit: number): boolean =>
  script.kind === 'serverError' && submit <= (script.times ?? Number.POSITIVE_INFINITY);

/** Answers later than any submit waits. */
const afterAnyDeadlineMs = 30_000;

const accept: SubmitScript = { kind: 'accept', answerAfterMs: 0 };
const sent: ReceiptRow = { status: 'sent', afterMs: [50, 150] };
const delivered: ReceiptRow = { status: 'delivered', afterMs: [200, 700] };

const unscripted: ScriptRow = {
  sentence: 'Delivered within a second.',
  submit: accept,
  receipts: [sent, delivered],
};

const oneReceipt: ScriptRow = {
  sentence: 'Delivered, and the final receipt is the only one.',
  submit: accept,
  receipts: [delivered],
};

/** What happens to texts by recipient: United Kingdom numbers that Ofcom keeps for drama, so never a real person's. */
export const scripts: Readonly<Record<string, ScriptRow>> = {
  '+447700900001': { sentence: 'Delivered.', submit: accept, receipts: [sent, delivered] },
  '+447700900002': {
    sentence: 'Undelivered: the handset cannot be reached.',
    submit: accept,
    receipts: [sent, { status: 'undelivered', afterMs: [200, 700], failure: 'unreachable_handset' }],
  },
  '+447700900003': {
    sentence: 'Rejected at the submit: the number is invalid.',
    submit: { kind: 'reject', failure: 'invalid_destination' },
    receipts: [],
  },
  '+447700900004': {
    sentence:
      'Throttled on the first two submits of each text, to be retried after a second; then delivered.',
    submit: { kind: 'throttle', times: 2, retryAfterSeconds: 1 },
    receipts: [sent, delivered],
  },
  '+447700900005': {
    sentence: 'Accepted and sent; a final receipt never comes.',
    submit: accept,
    receipts: [sent],
  },
  '+447700900006': {
    sentence: 'Server error at the submit, though the text was taken: it is delivered.',
    submit: { kind: 'serverError', taken: true },
    receipts: [sent, delivered],
  },
  '+447700900007': {
    sentence: 'Server error at the submit, and the text was not taken.',
    submit: { kind: 'serverError', taken: false },
    receipts: [],
  },
  '+447700900008': {
    sentence: 'Time-out: the text is taken and delivered, but the answer comes after 30 seconds.',
    submit: { kind: 'accept', answerAfterMs: afterAnyDeadlineMs },
    receipts: [sent, delivered],
  },
  '+447700900009': {
    sentence: 'Delivered, and the receipt comes late, after 10 seconds.',
    submit: accept,
    receipts: [sent, { status: 'delivered', afterMs: 10_000 }],
  },
  '+447700900010': {
    sentence: 'Delivered, and the receipt comes twice.',
    submit: accept,
    receipts: [sent, delivered, { status: 'delivered', afterMs: [750, 900] }],
  },
  '+447700900011': {
    sentence: 'Delivered, and the receipts come out of order: delivered before sent.',
    submit: accept,
    receipts: [
      { status: 'delivered', afterMs: [50, 150] },
      { status: 'sent', afterMs: [400, 600] },
    ],
  },
  '+447700900012': {
    sentence: 'Delivered, and the receipts come before the answer to the submit.',
    submit: { kind: 'accept', answerAfterMs: 600 },
    receipts: [
      { status: 'sent', afterMs: 0 },
      { status: 'delivered', afterMs: [50, 150] },
    ],
  },
  '+447700900013': {
    sentence: 'Failed, without a known reason.',
    submit: accept,
    receipts: [{ status: 'failed', afterMs: [200, 700], failure: 'unclassified' }],
  },
  '+447700900014': {
    sentence: 'Delivered, and then a receipt contradicts that: the handset cannot be reached.',
    submit: accept,
    receipts: [
      sent,
      delivered,
      { status: 'undelivered', afterMs: [750, 900], failure: 'unreachable_handset' },
    ],
  },
  '+447700900015': {
    sentence: 'Server error at the first submit of each text, which is not taken; then delivered.',
    submit: { kind: 'serverError', taken: false, times: 1 },
    receipts: [sent, delivered],
  },
  '+447700900016': {
    sentence: 'Server error at the submit, though the text was taken; delivered, but no receipt ever comes.',
    submit: { kind: 'serverError', taken: true },
    receipts: [sent, delivered],
    unreported: true,
  },
  '+447700900017': oneReceipt,
  ...failureScripts,
};

/** What is reported of a text as a whole. */
export const wholeText = ({ segments }: ReceiptRow): boolean => segments !== 'others';

/** A hundred more recipients of one receipt: as many as a batch has texts, each to somebody else. */
const manyOfOneReceipt = '+4477009008';

/** What happens to a text to this recipient; whoever is not in the table gets it. */
export const scriptOf = (recipient: string): ScriptRow =>
  (Object.hasOwn(scripts, recipient) ? scripts[recipient] : undefined) ??
  (recipient.startsWith(manyOfOneReceipt) ? oneReceipt : unscripted);
