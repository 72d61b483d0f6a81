import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import type { Log } from '../../core/ports.ts';
import { ProblemError, problemCatalogue } from '../../core/problem.ts';
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

const toRequest = (event: unknown): HttpRequest => {
  const parsed = HttpEvent.parse(event);
  return {
    method: parsed.requestContext.http.method,
    path: parsed.rawPath,
    query: parsed.rawQueryString,
    pathParameters: parsed.pathParameters,
    headers: parsed.headers,
    body: Buffer.from(parsed.body, parsed.isBase64Encoded ? 'base64' : 'utf8'),
  };
};

/** Answers hold personal data and are nobody's to cache or to guess the type of. */
const securityHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const toResult = ({ status, headers, body }: HttpAnswer, contentType = 'application/json'): Result => ({
  statusCode: status,
  headers: { ...securityHeaders, ...(body !== undefined && { 'content-type': contentType }), ...headers },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});

/** Turns what a step throws into `application/problem+json`; what nobody foresaw is logged and becomes a 500. */
const answerProblems = (log: Log): HttpMiddleware => ({
  onError: (request) => {
    const { error, context } = request;
    if (!(error instanceof ProblemError))
      log.error('request failed', { requestId: context.awsRequestId, error });
    const problem =
      error instanceof ProblemError
        ? error
        : new ProblemError('internal_error', 'The request was not carried out. Trying again is safe.');
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
