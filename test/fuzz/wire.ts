import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { harmfulText } from './json-values.ts';

/** The envelope in which API Gateway hands a request to a function: payload format 2.0. */
export type GatewayEvent = {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly requestContext: { readonly http: { readonly method: string; readonly path: string } };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
};

/** A header cannot hold line breaks, NUL or what is beyond Latin-1: no server lets those in. */
export const headerText = harmfulText.map((text) =>
  [...text]
    .filter((character) => /^[\t\x20-\x7e\xa0-\xff]$/.test(character))
    .join('')
    .slice(0, 8_000)
    .trim(),
);

const bits = (bytes: Uint8Array, flips: readonly number[]): Uint8Array => {
  const flipped = Uint8Array.from(bytes);
  for (const flip of flips) {
    const at = flip % Math.max(1, flipped.length * 8);
    if (flipped.length > 0) flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
  }
  return flipped;
};

const deep = (depth: number): string => '{"to":'.repeat(depth / 2) + '['.repeat(depth) + ']'.repeat(depth);

/** Writes JSON as clients, broken ones and hostile ones put it on the wire. */
const spoiled: fc.Arbitrary<(json: string) => Uint8Array> = fc.oneof(
  fc
    .array(fc.nat(), { minLength: 1, maxLength: 4 })
    .map((flips) => (json: string) => bits(Buffer.from(json), flips)),
  fc.nat(200).map((cut) => (json: string) => Buffer.from(json.slice(0, -1 - (cut % (json.length + 1))))),
  fc.constantFrom(
    (json: string) => Buffer.from(`\ufeff${json}`),
    (json: string) => Buffer.from(`\ufeff${json}`, 'utf16le'),
    (json: string) => Buffer.from(json, 'latin1'),
    (json: string) => gzipSync(json),
    (json: string) => Buffer.from(`${json}${json}`),
    (json: string) => Buffer.from(`[${json}`),
    (json: string) => Buffer.from(`${' '.repeat(1_000)}${json}\n\n`),
    (json: string) => Buffer.from(json.replace('{', '{"to":"+447700900002","__proto__":{"type":"otp"},')),
    (json: string) => Buffer.from(json.replace(/"[^"]*":/, '"constructor":{"prototype":{"polluted":1}},$&')),
    (json: string) => Buffer.from(json.replace(/:\s*("[^"]*"|\d+)/, ':1e400')),
    (json: string) => Buffer.from(json.replace(/:\s*"[^"]*"/, `:${'9'.repeat(400)}`)),
    (json: string) => Buffer.concat([Buffer.from(json.slice(0, -2)), Buffer.from([0xc3, 0x28, 0x22, 0x7d])]),
  ),
  fc.integer({ min: 2, max: 20_000 }).map((depth) => () => Buffer.from(deep(depth))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => () => bytes),
  fc.constant(() => new Uint8Array()),
);

/** The bytes of a body: as JSON, and now and then not quite. */
export const jsonBytes = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      value.map((given) => JSON.stringify(given) ?? ''),
      fc.oneof(
        { weight: 4, arbitrary: fc.constant((json: string) => Buffer.from(json)) },
        { weight: 1, arbitrary: spoiled },
      ),
    )
    .map(([json, write]) => write(json));

export const contentTypes = (usual: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(usual) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        `${usual}; charset=utf-8`,
        `${usual}; charset=utf-16`,
        usual.toUpperCase(),
        ...[
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data; boundary=x',
          '',
          ';',
          '/',
        ],
        ...[
          'application/json, application/json',
          'application/problem+json',
          'application/json;'.repeat(200),
        ],
      ),
    },
    { weight: 1, arbitrary: headerText },
  );

/** Headers that may come with any request. */
export const moreHeaders = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        ...[
          'accept',
          'accept-encoding',
          'content-length',
          'expect',
          'if-none-match',
          'x-forwarded-for',
          'range',
        ],
        ...[
          'constructor',
          'x-http-method-override',
          'x-tenant',
          'host',
          'content-encoding',
          'transfer-encoding',
        ],
      ),
      headerText,
      { maxKeys: 4 },
    ),
  },
);

/** As API Gateway does it: what is no text, or not UTF-8, is handed on in base64. */
export const bodyOf = (
  bytes: Uint8Array,
  asText: boolean,
): Pick<GatewayEvent, 'body' | 'isBase64Encoded'> => {
  if (bytes.length === 0) return { isBase64Encoded: false };
  const text = Buffer.from(bytes).toString('utf8');
  const isText = asText && Buffer.compare(Buffer.from(text), Buffer.from(bytes)) === 0;
  return isText
    ? { body: text, isBase64Encoded: false }
    : { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true };
};
