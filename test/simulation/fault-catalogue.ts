/**
 * Where a message stands when a fault strikes it. A message that nobody has claimed yet has no row: it is `accepted`.
 * `none`: no message is known to be concerned.
 */
export const standings = ['none', 'accepted', 'sending', 'sent', 'unknown', 'final'] as const;
export type Standing = (typeof standings)[number];

type Entry = { readonly sentence: string; readonly strikes: readonly Standing[] };

const always = ['accepted', 'sending', 'sent', 'unknown', 'final'] as const;

/**
 * All that may go wrong, and where a message may stand when it does. A run of many seeds must meet each of these pairs
 * often, or it says nothing about them.
 */
export const faultCatalogue = {
  // Any call of a function
  crashBefore: { sentence: 'The function is killed before its call goes out', strikes: always },
  crashAfter: { sentence: 'The function is killed before it learns that its call worked', strikes: always },
  slow: { sentence: 'The call takes seconds', strikes: always },
  clockSkewed: { sentence: "The function's clock is up to 5 s off", strikes: always },
  // DynamoDB
  readFailed: { sentence: 'A read is throttled for good', strikes: always },
  writeRefused: {
    sentence: 'A write is throttled for good',
    strikes: always,
  },
  writeTimedOut: {
    sentence: 'A write is applied, and its answer lost for good',
    strikes: always,
  },
  writeRepeated: {
    sentence: 'A write is applied, its answer lost, and the SDK repeats it',
    strikes: always,
  },
  // SQS
  entryRefused: { sentence: 'The queue refuses an entry', strikes: always },
  entryTimedOut: { sentence: 'The queue takes an entry, and its answer is lost for good', strikes: always },
  entryDoubled: {
    sentence: 'The queue takes an entry twice, since the SDK repeated the call',
    strikes: always,
  },
  deliveredTwice: { sentence: 'An entry is delivered twice at the same time', strikes: always },
  startedLate: {
    sentence: 'A delivered batch waits until the queue shows its entries again',
    strikes: always,
  },
  deleteLost: { sentence: 'An entry that is done is not deleted', strikes: always },
  // EventBridge
  firedTwice: { sentence: 'The schedule fires twice for one minute', strikes: ['none'] },
  eventsRefused: { sentence: 'The bus takes no event of a call', strikes: ['sent', 'unknown', 'final'] },
  eventsPartly: { sentence: 'The bus takes some events of a call', strikes: ['sent', 'unknown', 'final'] },
  eventsTimedOut: {
    sentence: 'The bus takes the events, and its answer is lost for good',
    strikes: ['sent', 'unknown', 'final'],
  },
  // The carrier's answer
  refusedForGood: { sentence: 'The carrier says no for good', strikes: ['sending'] },
  accountRefused: { sentence: 'The carrier says no to our account', strikes: ['sending'] },
  throttled: { sentence: 'The carrier says 429', strikes: ['sending'] },
  unreachable: { sentence: 'No connection to the carrier', strikes: ['sending'] },
  errorUntaken: { sentence: 'The carrier says 500 and has not taken it', strikes: ['sending'] },
  errorTaken: { sentence: 'The carrier says 500 and has taken it', strikes: ['sending'] },
  submitLost: { sentence: 'The submit is lost on its way, and the answer times out', strikes: ['sending'] },
  answerLost: { sentence: 'The carrier takes it, and the answer is lost', strikes: ['sending'] },
  takenLate: { sentence: 'The carrier takes it long after the answer timed out', strikes: ['sending'] },
  lookupFailed: { sentence: 'The carrier cannot tell what became of a submit', strikes: ['unknown'] },
  // Receipts
  receiptsLost: { sentence: 'No receipt ever comes', strikes: ['sending', 'unknown'] },
  receiptsEarly: {
    sentence: 'The receipts come before the answer to the submit',
    strikes: ['sending', 'unknown'],
  },
  receiptsDoubled: { sentence: 'Each receipt comes twice', strikes: ['sending', 'unknown'] },
  receiptsReordered: { sentence: 'The receipts come in another order', strikes: ['sending', 'unknown'] },
  receiptsLate: { sentence: 'The receipts come hours later', strikes: ['sending', 'unknown'] },
  receiptsContradict: { sentence: 'Another final receipt follows', strikes: ['sending', 'unknown'] },
  receiptForeign: {
    sentence: 'A receipt comes for a message that is not ours',
    strikes: ['sending', 'unknown'],
  },
  receiptForged: {
    sentence: 'A receipt comes that the carrier never signed',
    strikes: ['sending', 'unknown'],
  },
  // Clients
  clientGivesUp: { sentence: 'The client does not try again after a 5xx', strikes: ['none'] },
  clientReplays: { sentence: 'The client repeats a request that was answered', strikes: always },
  clientReusesKey: { sentence: 'The client uses an idempotency key for another text', strikes: always },
  // Minutes without a part of the world
  tableDown: { sentence: 'The tables are gone for minutes', strikes: always },
  queueDown: { sentence: 'The queues take nothing for minutes', strikes: always },
  busDown: { sentence: 'The bus takes nothing for minutes', strikes: ['sent', 'unknown', 'final'] },
  carrierDown: { sentence: 'No carrier answers for minutes', strikes: ['sending'] },
} as const satisfies Record<string, Entry>;

export type FaultKind = keyof typeof faultCatalogue;

export const isFaultKind = (name: string): name is FaultKind => Object.hasOwn(faultCatalogue, name);

export const faultKinds: readonly FaultKind[] = Object.keys(faultCatalogue).filter(isFaultKind);
