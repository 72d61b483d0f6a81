/** Segments that one text may have: the total is one octet, 3GPP TS 23.040 §9.2.3.24.1. */
export const maxSegmentCount = 255;

/** Octets of user data in one segment, header and text together: 3GPP TS 23.040 §9.2.3.24. */
const userDataOctets = 140;

/** Septets that a header takes, with the fill bits that let the text start on a septet: 3GPP TS 23.040 §9.2.3.24. */
export const headerSeptets = (headerOctets: number): number => Math.ceil((headerOctets * 8) / 7);

/** Septets of text beside a header of so many octets (its length octet counted): 160 without, 153 beside 6. */
export const septetCapacity = (headerOctets: number): number =>
  (userDataOctets * 8) / 7 - headerSeptets(headerOctets);

/** UTF-16 code units of text beside a header of so many octets (its length octet counted): 70 without, 67 beside 6. */
export const codeUnitCapacity = (headerOctets: number): number =>
  Math.floor((userDataOctets - headerOctets) / 2);
