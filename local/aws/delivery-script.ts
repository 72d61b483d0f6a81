/** A text as it reached a service that sends texts. */
export type ScriptedText = {
  /** As the ledger of the simulator names the service: `sns`, `aws-eum`. */
  readonly carrier: string;
  readonly recipient: string;
  readonly body: string;
  readonly sender?: string | undefined;
  /** Our attempt id, where the call carried one. */
  readonly token?: string | undefined;
};

/** What the simulated network does with a text to one recipient. */
export type DeliveryScript = {
  readonly submit: 'accept' | 'reject' | 'throttle' | 'serverError' | 'timeout';
  /** Why it is refused. */
  readonly failure?: string | undefined;
  /** Whether the text goes out though the answer is no yes. @default false */
  readonly takenAnyway?: boolean;
  /** Milliseconds that the answer to an accepted text is held back. @default 0 */
  readonly answerAfterMs?: number;
  /** In the order in which they are sent; none: the network never says what became of the text. */
  readonly receipts: readonly Receipt[];
  /** Told the id under which a text that goes out is known. */
  readonly onTaken?: (messageId: string) => void;
};

export type Receipt = {
  /** `delivered`, `undelivered`, …; SNS logs only how a text ended. */
  readonly status: string;
  /** After the submit, in milliseconds. */
  readonly afterMs: number;
  /** Why it was not delivered. */
  readonly failure?: string | undefined;
};

/** Asked once for every submit, so that a script can count. */
export type ScriptFor = (text: ScriptedText) => DeliveryScript;

export const deliveredWithinASecond: ScriptFor = () => ({
  submit: 'accept',
  receipts: [{ status: 'delivered', afterMs: 500 }],
});
