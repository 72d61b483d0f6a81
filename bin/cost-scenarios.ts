/** Texts to measure, each a whole story from the request to the last receipt. */
export type Scenario = {
  readonly name: string;
  /** For people: docs/cost.md quotes it. */
  readonly sentence: string;
  readonly texts: number;
  /** Texts in one request; more than one go by the batch call. */
  readonly textsPerRequest: number;
  readonly recipientOf: (n: number) => string;
  readonly body: string;
  /** How many the carrier posts for a text. */
  readonly receipts: number;
};

/** Not scripted: the carrier posts two receipts, `sent` and `delivered`. Kept for drama by Ofcom. */
const anyone = (n: number): string => `+4477009001${String(n % 100).padStart(2, '0')}`;
/** The carrier posts one receipt. */
const oneReceipt = (): string => '+447700900017';

const short = 'Your code is 482913. It is good for ten minutes.';
const threeSegments = 'Your parcel comes between two and four. '.repeat(10);

/** Before the others, so that their functions run warm. */
export const warmUp: Scenario = {
  name: 'warm-up',
  sentence: 'Ten texts that nobody counts.',
  texts: 10,
  textsPerRequest: 1,
  recipientOf: oneReceipt,
  body: short,
  receipts: 1,
};

export const scenarios: readonly Scenario[] = [
  {
    name: 'single',
    sentence: 'One text a request; the carrier posts one receipt.',
    texts: 40,
    textsPerRequest: 1,
    recipientOf: oneReceipt,
    body: short,
    receipts: 1,
  },
  {
    name: 'two receipts',
    sentence: 'One text a request; the carrier posts two receipts, as Twilio does.',
    texts: 40,
    textsPerRequest: 1,
    recipientOf: anyone,
    body: short,
    receipts: 2,
  },
  {
    name: 'three segments',
    sentence: 'One text of three segments a request; one receipt.',
    texts: 40,
    textsPerRequest: 1,
    recipientOf: oneReceipt,
    body: threeSegments,
    receipts: 1,
  },
];
