import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAllowedAddress, readWebhookUrl } from '../../../core/webhooks/webhook-url.ts';

const problemOf = (url: string, hosts: 'public' | 'loopback' = 'public'): string | undefined => {
  const read = readWebhookUrl(url, hosts);
  return 'problem' in read ? read.problem : undefined;
};

describe('the URL of a webhook', () => {
  test.each([
    'https://example.com/hook?order=7',
    'http://example.com',
    'https://sub.example.co.uk:8443/',
    'https://xn--bcher-kva.example/',
    'https://bücher.example/',
    'http://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'https://example.com:443/',
    'HTTPS://EXAMPLE.COM/',
  ])('may be %s', (url) => {
    expect(problemOf(url)).toBeUndefined();
  });

  test.each([
    // Loopback and "this host", in every notation that a URL parser takes
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://①②⑦.⓪.⓪.①/',
    'http://127.0.0.1./',
    'http://0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[0:0:0:0:0:0:0:1]/',
    // IPv4 inside of IPv6
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::127.0.0.1]/',
    'http://[::10.0.0.1]/',
    'http://[64:ff9b::10.0.0.1]/',
    'http://[64:ff9b:1::10.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001::7f00:1]/',
    'http://[::ffff:0:127.0.0.1]/',
    // Private, link-local, carrier-grade NAT, metadata, reserved, multicast, broadcast
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://169.254.170.2/',
    'http://0xa9fea9fe/',
    'http://100.64.0.1/',
    'http://100.127.255.255/',
    'http://192.0.0.1/',
    'http://198.18.0.1/',
    'http://203.0.113.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
    // Names that mean something only inside
    'http://localhost/',
    'http://localhost./',
    'http://a.localhost/',
    'http://metadata.google.internal/',
    'http://printer.local/',
    'http://router.home.arpa/',
    'http://metadata/',
    'http://a_b.example.com/',
    // What parsers disagree on
    'http://user@example.com/',
    'http://user:password@example.com/',
    'http://example.com@127.0.0.1/',
    'http://127.0.0.1\\@example.com/',
    'http:\\\\example.com/',
    'http:/example.com/',
    'http://exa mple.com/',
    'http://example.com:22/',
    'http://example.com:6379/',
    'http://example.com:99999/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_x',
    'javascript:alert(1)',
    '//example.com/',
    'example.com',
    'http://',
    'https://.example.com/',
    ' https://example.com/',
    'https://example.com/\r\nx: y',
  ])('may not be %j', (url) => {
    expect(problemOf(url)).toBeTypeOf('string');
  });

  test('is never any IPv4 address of a private network, however it is written', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const address = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
    );
    const notations = fc.constantFrom(
      (octets: number[]) => octets.join('.'),
      (octets: number[]) => octets.map((each) => `0x${each.toString(16)}`).join('.'),
      (octets: number[]) => octets.map((each) => `0${each.toString(8)}`).join('.'),
      (octets: number[]) => String(octets.reduce((sum, each) => sum * 256 + each, 0)),
      (octets: number[]) => `[::ffff:${octets.join('.')}]`,
      (octets: number[]) => `[64:ff9b::${octets.join('.')}]`,
    );
    fc.assert(
      fc.property(address, notations, (octets, write) => {
        expect(problemOf(`http://${write(octets)}/`)).toBeTypeOf('string');
      }),
    );
  });

  test('on one machine is the loopback, by any port, and nothing else', () => {
    for (const url of ['http://127.0.0.1:4021/x', 'http://localhost:1/', 'http://[::1]:9/'])
      expect(problemOf(url, 'loopback')).toBeUndefined();
    for (const url of [
      'https://example.com/',
      'http://8.8.8.8/',
      'http://10.0.0.1/',
      'http://169.254.169.254/',
    ])
      expect(problemOf(url, 'loopback')).toBeTypeOf('string');
  });
});

test.each(['', 'x', '0177.0.0.1', '0x7f.1', '2130706433', 'fe80::1%eth0', '8.8.8.8.8', '::ffff:127.0.0.1'])(
  'does not take %j from a resolver for a public address',
  (address) => {
    expect(isAllowedAddress(address, 'public')).toBe(false);
  },
);
