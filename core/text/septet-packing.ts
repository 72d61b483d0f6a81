/**
 * Packs septets into octets, the lowest bit first, from a bit offset on: 3GPP TS 23.038 §6.1.2.1. Behind a header the
 * offset is the septet border after it; the fill bits between stay zero.
 */
export const packSeptets = (septets: Uint8Array, octets: Uint8Array, firstBit: number): void => {
  let bit = firstBit;
  for (const septet of septets) {
    const shifted = septet << (bit & 7);
    const at = bit >> 3;
    octets[at] = (octets[at] ?? 0) | (shifted & 0xff);
    // A write past the end of a typed array is dropped, and there the high bits are zero.
    octets[at + 1] = (octets[at + 1] ?? 0) | (shifted >> 8);
    bit += 7;
  }
};

/** Unpacks so many septets from a bit offset on; fewer where the octets end before. */
export const unpackSeptets = (octets: Uint8Array, count: number, firstBit: number): Uint8Array => {
  const available = Math.floor((octets.length * 8 - firstBit) / 7);
  const septets = new Uint8Array(Math.max(0, Math.min(count, available)));
  for (let i = 0; i < septets.length; i++) {
    const bit = firstBit + i * 7;
    const at = bit >> 3;
    const pair = (octets[at] ?? 0) | ((octets[at + 1] ?? 0) << 8);
    septets[i] = (pair >> (bit & 7)) & 0x7f;
  }
  return septets;
};
