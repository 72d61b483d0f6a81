import { escapeSeptet, lockingTable, type Shift, singleTable } from './shift.ts';

const questionMark = 0x3f;

/** The septets of a text. What neither table has becomes a question mark: analyse first. */
export const encodeSeptets = (text: string, shift: Shift): Uint8Array => {
  const locking = lockingTable(shift.locking)?.septets;
  const single = singleTable(shift.single)?.septets;
  const septets: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const plain = locking?.get(unit);
    const escaped = plain === undefined ? single?.get(unit) : undefined;
    if (escaped === undefined) septets.push(plain ?? questionMark);
    else septets.push(escapeSeptet, escaped);
  }
  return Uint8Array.from(septets);
};

/**
 * The text of received septets, as a handset shows it (3GPP TS 23.038 §6.2.1.1): an escape before a septet that the
 * single shift table lacks shows the character of the locking table; an escape before an escape shows a space; a septet
 * without a character shows a space; a last escape shows nothing. Tables that nobody knows count as the default ones.
 */
export const decodeSeptets = (septets: Uint8Array, shift: Shift): string => {
  const locking = (lockingTable(shift.locking) ?? lockingTable(0))?.characters;
  const single = (singleTable(shift.single) ?? singleTable(0))?.characters;
  let text = '';
  let escaped = false;
  for (const septet of septets) {
    if (septet === escapeSeptet && !escaped) {
      escaped = true;
      continue;
    }
    text += (escaped ? single?.get(septet) : undefined) ?? locking?.get(septet) ?? ' ';
    escaped = false;
  }
  return text;
};
