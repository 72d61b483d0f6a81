import type { Callback } from '../post-callback.ts';

/** A text from a handset to one of our numbers, as it is posted to us. */
export type InboundText = {
  readonly id: string;
  /** E.164 with `+`. */
  readonly from: string;
  /** Our number. */
  readonly to: string;
  readonly text: string;
  /** Our webhook. */
  readonly url: string;
};

/** How a carrier tells of incoming texts. */
export type InboundVoice = {
  /** Our name of the carrier, which ends its webhook's path. */
  readonly name: string;
  /** An id of such a text, made of 64 hexadecimal digits. */
  idOf(digits: string): string;
  callback(text: InboundText, at: Date): Callback;
};
