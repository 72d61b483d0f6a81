import ipaddr from 'ipaddr.js';

/** `::a.b.c.d`, which RFC 4291 deprecates: the library has it as unicast. */
const ipv4Compatible = ipaddr.parseCIDR('::/96');

/**
 * The range of an address in the library's words: `unicast` is the public internet, everything else is not. An IPv4
 * address inside of an IPv6 one counts as what it is. Undefined for what is no address in its one usual notation.
 */
const rangeOf = (address: string): string | undefined => {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return undefined;
  // Turns ::ffff:a.b.c.d into a.b.c.d
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv6' && parsed.match(ipv4Compatible)) {
    return parsed.range() === 'loopback' ? 'loopback' : 'reserved';
  }
  return parsed.range();
};

/** Whether an address is on the public internet: not private, link-local, loopback, carrier-grade NAT, metadata … */
export const isPublicAddress = (address: string): boolean => rangeOf(address) === 'unicast';

export const isLoopbackAddress = (address: string): boolean => rangeOf(address) === 'loopback';
