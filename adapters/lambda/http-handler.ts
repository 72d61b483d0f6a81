import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import type { Log } from '../../core/ports.ts';
import { asProblem, ProblemError, problemCatalogue } from '../../core/problem.ts';
import type { HttpAnswer, HttpRequest, HttpStep } from './http.ts';

/** HTTP API events, payload format 2.0, as far as we read them. */
const HttpEvent = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

type Result = APIGatewayProxyStructuredResultV2;
type HttpMiddleware = MiddlewareObj<unknown, Result, Error, Context>;

/** Nothing that we take comes near, neither from applications nor from carriers. In bytes. */
const largestBody = 1_048_576;

/** @throws ProblemError for a body over the limit. */
const toRequest = (event: unknown): HttpRequest => {
  const parsed = HttpEvent.parse(event);
  const body = Buffer.from(parsed.body, parsed.isBase64Encoded ? 'base64' : 'utf8');
  if (body.byteLength > largestBody) {
    throw new ProblemError(
      'body_too_large',
      `The body has ${body.byteLength} bytes; no call takes ${largestBody}.`,
    );
  }
  return {
    method: parsed.requestContext.http.method,
    path: parsed.rawPath,
    query: parsed.rawQueryString,
    pathParameters: parsed.pathParameters,
    headers: parsed.headers,
    body,
  };
};

/**
 * Answers hold personal data: nobody is to cache them, guess their type, frame them or read them from another site.
 * A step may say otherwise of its own.
 */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
};

const contentOf = ({ body, bytes }: HttpAnswer): Pick<Result, 'body' | 'isBase64Encoded'> => {
  if (bytes) return { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true };
  return body === undefined ? {} : { body: JSON.stringify(body) };
};

const toResult = (answer: HttpAnswer, contentType = 'application/json'): Result => ({
  statusCode: answer.status,
  headers: {
    ...securityHeaders,
    ...(answer.body !== undefined && { 'content-type': contentType }),
    ...answer.headers,
  },
  ...contentOf(answer),
});

/** Turns what a step throws into `application/problem+json`; what nobody foresaw is logged and becomes a 500. */
const answerProblems = (log: Log): HttpMiddleware => ({
  onError: (request) => {
    const { error, context } = request;
    if (!(error instanceof ProblemError))
      log.error('request failed', { requestId: context.awsRequestId, error });
    const problem = asProblem(error);
    const { status } = problemCatalogue[problem.code];
    request.response = toResult(
      { status, headers: problem.headers, body: problem.toProblem() },
      'application/problem+json',
    );
  },
});

/** The only place that knows API Gateway's envelope. */
export const httpHandler = (step: HttpStep, log: Log) =>
  middy<unknown, Result, Error, Context>()
    .use(answerProblems(log))
    .handler(async (event) => toResult(await step(toRequest(event))));
