/** What the simulated network does with a text to one recipient. */
export type DeliveryScript = {
  readonly submit: 'accept' | 'reject' | 'throttle' | 'serverError' | 'timeout';
  /** In the order in which they are sent; none: the network never says what became of the text. */
  readonly receipts: readonly Receipt[];
  /** Told the id under which an accepted text is known. */
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
export type ScriptFor = (text: { readonly recipient: string; readonly body: string }) => DeliveryScript;

export const deliveredWithinASecond: ScriptFor = () => ({
  submit: 'accept',
  receipts: [{ status: 'delivered', afterMs: 500 }],
});
