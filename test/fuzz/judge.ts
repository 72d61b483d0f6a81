import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { operations } from '../../core/api/operations.ts';
import type { OperationId } from '../../core/api/routes.ts';
import { Problem } from '../../core/problem.ts';
import { faultsOfExchange } from '../support/check-exchange.ts';
import type { FuzzedRequest } from './api-requests.ts';
import type { GatewayEvent } from './wire.ts';

const prototypes: readonly object[] = [Object, Array, Function, String, Map, Promise].map(
  ({ prototype }) => prototype,
);
const shapeOf = (object: object): string => Reflect.ownKeys(object).map(String).join();
const pristine = prototypes.map(shapeOf);

const TwilioRefusal = z.strictObject({
  code: z.number().int(),
  message: z.string(),
  more_info: z.string(),
  status: z.number().int(),
});

const bytesOf = ({ body = '', isBase64Encoded }: GatewayEvent): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

/** Decoded as the API decodes it: without a byte order mark. */
const sentJson = (event: GatewayEvent): unknown => {
  const text = new TextDecoder().decode(bytesOf(event));
  return text === '' ? undefined : JSON.parse(text);
};

const Batch = z.object({ messages: z.array(z.unknown()) });
const Results = z.object({ results: z.array(z.looseObject({})) });

/** What was taken of a request, to be held to the document: of a batch the texts that were accepted. */
const takenOf = (operationId: OperationId, event: GatewayEvent, text: string): unknown => {
  if (!operations[operationId].body) return undefined;
  if (operationId !== 'sendBatch') return sentJson(event);
  const { messages } = Batch.parse(sentJson(event));
  const { results } = Results.parse(JSON.parse(text));
  if (results.length !== messages.length) throw new Error('not one result for each text');
  const accepted = messages.filter((_, i) => Object.hasOwn(results[i] ?? {}, 'messageId'));
  return accepted.length === 0 ? undefined : { messages: accepted };
};

const refusalFaults = (
  { operationId }: FuzzedRequest,
  status: number,
  type: string,
  text: string,
): string[] => {
  if (operationId === 'twilio') {
    const refusal = TwilioRefusal.safeParse(JSON.parse(text));
    return refusal.success && refusal.data.status === status ? [] : ["not Twilio's refusal"];
  }
  if (type !== 'application/problem+json') return [`refused as ${type}`];
  const problem = Problem.safeParse(JSON.parse(text));
  return problem.success && problem.data.status === status ? [] : ['not a problem of the catalogue'];
};

/** Everything that is wrong with an answer; empty: nothing. */
export const faultsOf = (request: FuzzedRequest, result: APIGatewayProxyStructuredResultV2): string[] => {
  const { statusCode: status = 0, headers = {}, body = '', isBase64Encoded = false } = result;
  const { operationId, event } = request;
  const type = String(headers['content-type'] ?? '');
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  return [
    ...(status >= 200 && status < 500 ? [] : [`answered with ${status}`]),
    ...Object.entries(headers).flatMap(([name, value]) =>
      /^[a-z0-9-]+$/.test(name) && /^[\x20-\x7e]*$/.test(String(value))
        ? []
        : [`the header ${name} is not sound`],
    ),
    ...(status >= 400 ? refusalFaults(request, status, type, text) : []),
    ...(operationId === 'twilio' || operationId === 'unrouted'
      ? []
      : faultsOfExchange(operationId, {
          sent: status < 300 ? takenOf(operationId, event, text) : undefined,
          status,
          contentType: type || null,
          text,
        })),
    ...(prototypes.map(shapeOf).join() === pristine.join() ? [] : ['a prototype was polluted']),
  ];
};
