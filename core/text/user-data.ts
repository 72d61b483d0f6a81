import { headerSeptets } from './capacity.ts';
import type { Encoding } from './encoding.ts';
import { decodeSeptets, encodeSeptets } from './septet-codec.ts';
import { packSeptets, unpackSeptets } from './septet-packing.ts';
import { defaultShift } from './shift.ts';
import { decodeHeader, encodeHeader, type ReferenceBits, type UserDataHeader } from './user-data-header.ts';

/** What goes over the air for one segment: 3GPP TS 23.040 §9.2.3.24. */
export type UserData = {
  /** TP-UD: the header, if there is one, the fill bits and the text. */
  readonly octets: Uint8Array;
  /** TP-UDL: septets in GSM-7 (those that the header takes counted), octets in UCS-2. */
  readonly userDataLength: number;
  /** TP-UDHI: the octets begin with a header. */
  readonly hasHeader: boolean;
};

/** Encodes one segment. The text must fit and, in GSM-7, be in the tables of the header's shift: analyse first. */
export const encodeUserData = (
  text: string,
  encoding: Encoding,
  header: UserDataHeader,
  bits: ReferenceBits,
): UserData => {
  const headerData = encodeHeader(header, bits);
  const hasHeader = headerData.length > 0;
  if (encoding === 'ucs2') {
    const octets = new Uint8Array(headerData.length + 2 * text.length);
    const view = new DataView(octets.buffer, headerData.length);
    for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i));
    octets.set(headerData);
    return { octets, userDataLength: octets.length, hasHeader };
  }
  const septets = encodeSeptets(text, header.shift);
  const before = headerSeptets(headerData.length);
  const userDataLength = before + septets.length;
  const octets = new Uint8Array(Math.ceil((userDataLength * 7) / 8));
  octets.set(headerData);
  packSeptets(septets, octets, before * 7);
  return { octets, userDataLength, hasHeader };
};

export type DecodedUserData = UserDataHeader & { readonly text: string };

/** Decodes one segment. Any octets give some text: a header that lies about its length ends with the octets. */
export const decodeUserData = (
  { octets, userDataLength, hasHeader }: UserData,
  encoding: Encoding,
): DecodedUserData => {
  const header = hasHeader ? decodeHeader(octets) : { shift: defaultShift };
  const headerLength = hasHeader ? Math.min(1 + (octets[0] ?? 0), octets.length) : 0;
  if (encoding === 'ucs2') {
    const units = Math.floor((Math.min(userDataLength, octets.length) - headerLength) / 2);
    const view = new DataView(octets.buffer, octets.byteOffset + headerLength);
    const text = Array.from({ length: Math.max(0, units) }, (_, i) =>
      String.fromCharCode(view.getUint16(2 * i)),
    );
    return { ...header, text: text.join('').toWellFormed() };
  }
  const before = headerSeptets(headerLength);
  const septets = unpackSeptets(octets, userDataLength - before, before * 7);
  return { ...header, text: decodeSeptets(septets, header.shift) };
};
