/** The tables of one language, as the standard prints them. The numbers are hexadecimal; the escape is `ESC.`. */
export type NationalLanguage = {
  readonly name: string;
  /** The national language identifier: 3GPP TS 23.038 §6.2.1.2.4. */
  readonly identifier: number;
  /** 128 code points in the order of the septets, 16 a row; `----` where the septet is not assigned. */
  readonly locking?: string;
  /** What follows an escape: `septet:code point`. */
  readonly single: string;
};
