import type { Quantities } from '../local/meter/usage.ts';

/** What a text may use, at most. Counted, so the same on every machine. */
export type Budget = Readonly<Partial<Record<keyof Quantities, number>>> & {
  /** US dollars for a million texts, without the duration of functions. */
  readonly dollars: number;
};

/** Texts to measure, each a whole story from the request to the last receipt. */
export type Scenario = {
  readonly name: string;
  /** For people: docs/cost.md quotes it. */
  readonly sentence: string;
  readonly texts: number;
  /** Texts in one request; more than one go by the batch call. */
  readonly textsPerRequest: number;
  /**
   * Entries that the functions behind queues get at once: ten, as under load, when the queues hold more than that; one
   * where each text is sent only when all has happened to the one before it.
   */
  readonly entriesPerRun: 1 | 10;
  readonly recipientOf: (n: number) => string;
  readonly body: string;
  /** How many the carrier posts for a text. */
  readonly receipts: number;
  readonly budget: Budget;
};

/** Not scripted: the carrier posts two receipts, `sent` and `delivered`. Kept for drama by Ofcom. */
const anyone = (n: number): string => `+4477009003${String(n % 100).padStart(2, '0')}`;
/** The carrier posts one receipt. No two of a batch are the same: whoever opted out is asked about once a recipient. */
const oneReceipt = (n: number): string => `+4477009008${String(n % 100).padStart(2, '0')}`;

/**
 * Writes: accept with two indexes, claim, sent, delivered. Reads: the message, whether its recipient opted out, its status
 * for the receipt. Calls: 6.5 by docs/adr/shared-calls.md, and some more where the answers of a batch come far apart. Log
 * bytes: metrics hold milliseconds, of two to four digits.
 */
const single: Budget = {
  httpRequests: 2,
  invocations: 2.2,
  writeUnits: 6,
  readUnits: 2,
  queueRequests: 2.4,
  events: 2,
  sdkCalls: 7.2,
  logBytes: 345,
  dollars: 10.01,
};

const short = 'Your code is 482913. It is good for ten minutes.';
const threeSegments = 'Your parcel comes between two and four. '.repeat(10);

/** Before the others, so that their functions run warm. */
export const warmUp: Scenario = {
  name: 'warm-up',
  sentence: 'Ten texts that nobody counts.',
  texts: 10,
  textsPerRequest: 1,
  entriesPerRun: 10,
  recipientOf: oneReceipt,
  body: short,
  receipts: 1,
  budget: { dollars: Number.POSITIVE_INFINITY },
};

export const scenarios: readonly Scenario[] = [
  {
    name: 'single',
    sentence: 'One text a request, so many that senders get ten at once; the carrier posts one receipt.',
    texts: 40,
    textsPerRequest: 1,
    entriesPerRun: 10,
    recipientOf: oneReceipt,
    body: short,
    receipts: 1,
    budget: single,
  },
  {
    name: 'batch of 100',
    sentence: 'A hundred texts a request, of which senders get ten at once; one receipt each.',
    texts: 100,
    textsPerRequest: 100,
    entriesPerRun: 10,
    recipientOf: oneReceipt,
    body: short,
    receipts: 1,
    budget: {
      ...single,
      httpRequests: 1.01,
      invocations: 1.21,
      queueRequests: 1.5,
      sdkCalls: 5.4,
      logBytes: 115,
      dollars: 8.27,
    },
  },
  {
    name: 'alone',
    sentence: 'One text a request, and the next when all is over; one receipt.',
    texts: 5,
    textsPerRequest: 1,
    entriesPerRun: 1,
    recipientOf: oneReceipt,
    body: short,
    receipts: 1,
    budget: { ...single, invocations: 4, queueRequests: 6, sdkCalls: 11, logBytes: 1200, dollars: 12.21 },
  },
  {
    name: 'two receipts',
    sentence: 'One text a request; the carrier posts two receipts, as Twilio does.',
    texts: 40,
    textsPerRequest: 1,
    entriesPerRun: 10,
    recipientOf: anyone,
    body: short,
    receipts: 2,
    budget: {
      ...single,
      httpRequests: 3,
      invocations: 3.3,
      readUnits: 2.5,
      queueRequests: 3.6,
      sdkCalls: 8.4,
      logBytes: 375,
      dollars: 11.79,
    },
  },
  {
    name: 'three segments',
    sentence: 'One text of three segments a request, as in the first case.',
    texts: 40,
    textsPerRequest: 1,
    entriesPerRun: 10,
    recipientOf: oneReceipt,
    body: threeSegments,
    receipts: 1,
    budget: single,
  },
];
