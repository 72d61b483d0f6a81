import fc from 'fast-check';
import * as z from 'zod';
import { fingerprint } from '../../adapters/crypto/hashes.ts';
import { type OperationId, routes } from '../../core/api/routes.ts';
import document from '../../docs/openapi.json' with { type: 'json' };
import { createListCursors } from '../../lambdas/list-messages/list-cursor.ts';
import type { FuzzedDeployment } from './deployment.ts';
import { anyJson, harmfulText, harmfulTime, mutated } from './json-values.ts';
import { valuesOf } from './schema-values.ts';
import { bodyOf, contentTypes, type GatewayEvent, headerText, jsonBytes, moreHeaders } from './wire.ts';

/** A request on its way to the function that has the route. */
export type FuzzedRequest = {
  readonly operationId: OperationId | 'unrouted' | 'twilio';
  readonly functionName: string;
  readonly event: GatewayEvent;
};

const Parameter = z.object({ name: z.string(), in: z.string(), schema: z.unknown() });
const DescribedOperation = z.object({
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
});
const described = z.record(z.string(), z.record(z.string(), DescribedOperation)).parse(document.paths);

/** Without a slash: that would be another route. Never empty, for the same reason. */
const pathText = harmfulText.map((text) => text.replaceAll('/', '').slice(0, 2_000) || '-');

const pathParameter = (
  name: string,
  schema: unknown,
  known: FuzzedDeployment['known'],
): fc.Arbitrary<string> => {
  const existing: Readonly<Record<string, readonly string[]>> = {
    messageId: known.messageIds,
    keyId: known.keyIds,
    number: ['+447700900001', '+447700900002', '+15005550006'],
  };
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(existing[name] ?? ['x'])) },
    { weight: 1, arbitrary: valuesOf(schema).map(String) },
    { weight: 1, arbitrary: pathText },
  );
};

const listCursors = createListCursors(fingerprint);

/** Places in a listing or among the keys, as somebody may make them up. */
const cursors = fc
  .tuple(
    fc.oneof(harmfulTime, fc.stringMatching(/^\d{4}-\d\d-\d\d(T[\d:.]{12}Z(#msg_[0-9a-f]{32})?)?$/)),
    anyJson,
  )
  .chain(([time, json]) =>
    fc.constantFrom(
      listCursors.write('acme', {}, time),
      Buffer.from(JSON.stringify(json)).toString('base64url'),
      `${time}_Abc`,
    ),
  );

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** A query of known and unknown parameters, in their place more than once, or something that is no query at all. */
const queryOf = (parameters: readonly z.infer<typeof Parameter>[]): fc.Arbitrary<string> => {
  const usual = parameters.map(({ name, schema }) =>
    name === 'cursor'
      ? cursors.map((cursor) => `cursor=${encoded(cursor)}`)
      : fc
          .oneof(
            { weight: 2, arbitrary: valuesOf(schema).map(String) },
            { weight: 1, arbitrary: harmfulText },
          )
          .map((value) => `${name}=${encoded(value)}`),
  );
  const odd = fc
    .tuple(fc.constantFrom('__proto__', 'constructor', '__proto__[x]', 'limit', 'cursor', ''), harmfulText)
    .map(([name, value]) => `${name}=${encoded(value)}`);
  const some = fc.array(usual.length > 0 ? fc.oneof(...usual, odd) : odd, { maxLength: 5 });
  return fc.oneof(
    { weight: 6, arbitrary: some.map((pairs) => pairs.join('&')) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('%', '&&&', '=', 'a=%E0%A4', 'limit', '?', `to=${'x'.repeat(9_000)}`),
    },
    { weight: 3, arbitrary: fc.constant('') },
  );
};

const authorization = ({ apiKeys }: FuzzedDeployment) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constant(`Bearer ${apiKeys.all}`) },
    { weight: 4, arbitrary: fc.constantFrom(...Object.values(apiKeys)).map((apiKey) => `Bearer ${apiKey}`) },
    {
      weight: 1,
      arbitrary: fc.nat(70).map((at) => `Bearer ${apiKeys.all.slice(0, at)}x${apiKeys.all.slice(at)}`),
    },
    { weight: 1, arbitrary: fc.constantFrom('Bearer', 'bearer ', 'Basic YTpi', 'Bearer __proto__', '') },
    { weight: 1, arbitrary: headerText },
  );

const idempotencyKey = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('order-1', 'order-2', '__proto__', 'x'.repeat(255), 'x'.repeat(256)),
  },
  { weight: 1, arbitrary: headerText },
);

const callOf = (
  deployment: FuzzedDeployment,
  { operationId, method, path, functionName }: (typeof routes)[number],
): fc.Arbitrary<FuzzedRequest> => {
  const { parameters, requestBody } = described[path]?.[method.toLowerCase()] ?? { parameters: [] };
  const placed = (place: string) => parameters.filter((parameter) => parameter.in === place);
  const pathParameters = fc.record(
    Object.fromEntries(
      placed('path').map(({ name, schema }) => [name, pathParameter(name, schema, deployment.known)]),
    ),
  );
  const schema = requestBody?.content['application/json']?.schema;
  const usual = schema === undefined ? fc.constant(undefined) : valuesOf(schema);
  const value = fc.oneof(
    { weight: 4, arbitrary: usual },
    { weight: 4, arbitrary: mutated(usual) },
    { weight: 1, arbitrary: anyJson },
  );
  const bytes =
    schema === undefined
      ? fc.oneof(
          { weight: 9, arbitrary: fc.constant(new Uint8Array()) },
          { weight: 1, arbitrary: jsonBytes(value) },
        )
      : jsonBytes(value);
  return fc
    .record({
      pathParameters,
      query: queryOf(placed('query')),
      authorization: authorization(deployment),
      idempotencyKey,
      contentType: contentTypes('application/json'),
      more: moreHeaders,
      bytes,
    })
    .map(({ pathParameters: inPath, query, contentType, more, bytes: body, ...given }) => {
      const rawPath = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => String(inPath[name]));
      return {
        operationId,
        functionName,
        event: {
          version: '2.0',
          routeKey: `${method} ${path}`,
          rawPath,
          rawQueryString: query,
          headers: {
            ...more,
            'content-type': contentType,
            ...(given.authorization !== '' && { authorization: given.authorization }),
            ...(given.idempotencyKey !== undefined && { 'idempotency-key': given.idempotencyKey }),
          },
          ...(Object.keys(inPath).length > 0 && { pathParameters: inPath }),
          requestContext: { http: { method, path: rawPath } },
          ...bodyOf(body, /^(text\/|application\/json)/i.test(contentType)),
        },
      };
    });
};

/** What no route takes. */
const unrouted: fc.Arbitrary<FuzzedRequest> = fc
  .record({
    method: fc.constantFrom('GET', 'PUT', 'PATCH', 'TRACE', 'OPTIONS', 'BREW', '__proto__'),
    rawPath: fc.oneof(
      fc.constantFrom(
        '/',
        '//',
        '/v1',
        '/v1/messages',
        '/v1/messages/',
        '/__proto__',
        '/v1/keys/a/b',
        `/${'a/'.repeat(500)}`,
      ),
      harmfulText.map((text) => `/${text.slice(0, 2_000)}`),
    ),
    headers: moreHeaders,
  })
  .map(({ method, rawPath, headers }) => ({
    operationId: 'unrouted',
    functionName: 'answer-unrouted',
    event: {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString: '',
      headers,
      requestContext: { http: { method, path: rawPath } },
      isBase64Encoded: false,
    },
  }));

/** Requests for every call of the API, and for what is none; webhooks have generators of their own. */
export const apiRequests = (deployment: FuzzedDeployment): fc.Arbitrary<FuzzedRequest> =>
  fc.oneof(
    ...routes
      .filter(({ functionName }) => functionName !== 'receive-webhook')
      .map((route) => ({ weight: 'POST' === route.method ? 4 : 2, arbitrary: callOf(deployment, route) })),
    { weight: 1, arbitrary: unrouted },
  );
