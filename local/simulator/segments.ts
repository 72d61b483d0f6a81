/** GSM 7-bit default alphabet and its extension table, 3GPP TS 23.038 §6.2.1. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

const count = (units: number, single: number, concatenated: number): number =>
  units <= single ? 1 : Math.ceil(units / concatenated);

/** Segments as a carrier bills them, near enough for a simulator: it splits no escape pair on purpose or by care. */
export const segmentsOf = (text: string): number => {
  const characters = [...text];
  if (!characters.every((character) => basic.has(character) || extension.has(character))) {
    return count(text.length, 70, 67);
  }
  const septets = characters.reduce((sum, character) => sum + (extension.has(character) ? 2 : 1), 0);
  return count(septets, 160, 153);
};
