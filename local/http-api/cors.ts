import * as z from 'zod';
import { Flag, WholeNumber } from '../template/properties.ts';
import type { HttpResponse } from './function-response.ts';

/** Wildcards inside an origin are not supported: only `*` for every origin. */
const Origin = z.string().regex(/^(\*|https?:\/\/[^*/]+)$/, 'must be * or an origin without a wildcard');

export const CorsProperties = z.strictObject({
  AllowOrigins: z.array(Origin).min(1),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: WholeNumber.optional(),
  AllowCredentials: Flag.pipe(z.literal(false)).optional(),
});
export type Cors = z.output<typeof CorsProperties>;

type Asked = { readonly origin: string | undefined; readonly preflight: boolean };

const corsHeaders = (cors: Cors, { origin = '', preflight }: Asked): [string, string][] => {
  const allowed = cors.AllowOrigins.includes('*') ? '*' : cors.AllowOrigins.find((own) => own === origin);
  if (origin === '' || allowed === undefined) return [];
  const lists: [string, readonly string[]][] = preflight
    ? [
        ['access-control-allow-methods', cors.AllowMethods],
        ['access-control-allow-headers', cors.AllowHeaders],
        ['access-control-max-age', cors.MaxAge === undefined ? [] : [String(cors.MaxAge)]],
      ]
    : [['access-control-expose-headers', cors.ExposeHeaders]];
  const given = lists.flatMap(([name, values]): [string, string][] =>
    values.length > 0 ? [[name, values.join(',')]] : [],
  );
  return [['access-control-allow-origin', allowed], ...given];
};

/**
 * The answer with the headers of the API's CORS configuration in place of the function's own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const withCors = (cors: Cors, asked: Asked, response: HttpResponse): HttpResponse => ({
  ...response,
  headers: [
    ...response.headers.filter(([name]) => !name.startsWith('access-control-')),
    ...corsHeaders(cors, asked),
  ],
});

/** What a browser asks before it sends a request to another origin. */
export const isPreflight = (method: string, headers: Readonly<Record<string, unknown>>): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** A preflight that no route takes. */
export const noContent: HttpResponse = { status: 204, headers: [], body: Buffer.alloc(0) };
