import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';

/** What goes back to the client. */
export type HttpResponse = {
  readonly status: number;
  /** `set-cookie` may stand more than once. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
};

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Format 2.0 of what a function answers. */
const Answer = z.object({
  statusCode: z
    .union([
      z.int(),
      z
        .string()
        .regex(/^\d{3}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(100).max(599)),
  headers: z.record(z.string(), Scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The gateway's own business; a function that sets them is not heard. */
const owned = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

const isValidHeader = ([name, value]: readonly [string, string]): boolean => {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
};

export const messageResponse = (status: number, message: string): HttpResponse => ({
  status,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify({ message })),
});

export const internalServerError = messageResponse(500, 'Internal Server Error');

/** An answer without a status code is taken for the body of a JSON response. */
const inferred = (answer: unknown): HttpResponse => ({
  status: 200,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify(answer)),
});

/** Reads what a function answered; an answer that API Gateway cannot read becomes a 500. */
export const functionResponse = (answer: unknown): HttpResponse => {
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) return inferred(answer);
  const parsed = Answer.safeParse(answer);
  if (!parsed.success) return internalServerError;
  const { statusCode, body, cookies, isBase64Encoded } = parsed.data;
  const given = Object.entries(parsed.data.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !owned.has(name));
  const type = given.some(([name]) => name === 'content-type')
    ? []
    : [['content-type', 'text/plain; charset=utf-8'] as const];
  const headers = [...type, ...given, ...(cookies ?? []).map((cookie) => ['set-cookie', cookie] as const)];
  if (!headers.every(isValidHeader)) return internalServerError;
  return { status: statusCode, headers, body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8') };
};
