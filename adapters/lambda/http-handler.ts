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

const toResult = (answer: HttpAnswer): Result => ({
  statusCode: answer.status,
  headers: {
    ...securityHeaders,
    ...(answer.body !== undefined && { 'content-type': 'application/json' }),
    ...answer.headers,
  },
  ...contentOf(answer),
});

/** How a refusal is told. */
type TellProblem = (problem: ProblemError) => HttpAnswer;

/** As `application/problem+json`. */
const tellProblem: TellProblem = (problem) => ({
  status: problemCatalogue[problem.code].status,
  headers: { 'content-type': 'application/problem+json', ...problem.headers },
  body: problem.toProblem(),
});

/** Turns what a step throws into a refusal; what nobody foresaw is logged and becomes a 500. */
const answerProblems = (log: Log, tell: TellProblem): HttpMiddleware => ({
  onError: (request) => {
    const { error, context } = request;
    if (!(error instanceof ProblemError))
      log.error('request failed', { requestId: context.awsRequestId, error });
    request.response = toResult(tell(asProblem(error)));
  },
});

/** The only place that knows API Gateway's envelope. `tell` is for an API that tells its refusals in another form. */
export const httpHandler = (step: HttpStep, log: Log, tell: TellProblem = tellProblem) =>
  middy<unknown, Result, Error, Context>()
    .use(answerProblems(log, tell))
    .handler(async (event) => toResult(await step(toRequest(event))));
