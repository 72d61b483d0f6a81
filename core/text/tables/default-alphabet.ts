/**
 * The GSM 7-bit default alphabet in the order of its septets: 3GPP TS 23.038 §6.2.1. Septet 0x1B is the escape and no
 * character. Septet 0x09 is the capital Ç, which older mapping tables took for the small one.
 */
export const defaultAlphabet =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/**
 * What follows an escape when no national table is named: 3GPP TS 23.038 §6.2.1.1. The page break 0x0A is Unicode's
 * form feed. 0x0D (a second carriage return) and 0x1B (a further escape) are reserved and no characters.
 */
export const defaultExtension: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);
